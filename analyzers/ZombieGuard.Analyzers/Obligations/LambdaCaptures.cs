using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Obligations.Summaries;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>
/// What the lambdas and local functions of one member do to the variables that they capture and to their parameters:
/// take the child in them (wait, store, hand on), or only look at it.
/// </summary>
internal sealed class LambdaCaptures
{
    private readonly IOperation _member;
    private readonly HandleUse _uses;
    private readonly HandleUse _usesOnce;
    private readonly Dictionary<SyntaxNode, IOperation> _functions = new();
    private readonly Dictionary<ISymbol, ILocalFunctionOperation> _localFunctions = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxNode, ImmutableArray<ISymbol>> _taken = new();
    private readonly Dictionary<SyntaxNode, ImmutableArray<ISymbol>> _written = new();

    public LambdaCaptures(IOperation member, KnownSymbols known, Callees callees)
    {
        _member = member;
        Known = known;
        _uses = new HandleUse(known, callees);
        _usesOnce = new HandleUse(known, callees, isAskedOnce: true);
        foreach (var operation in member.Descendants())
        {
            if (operation is IAnonymousFunctionOperation lambda)
            {
                _functions[lambda.Syntax] = lambda;
            }
            else if (operation is ILocalFunctionOperation function)
            {
                _functions[function.Syntax] = function;
                _localFunctions[function.Symbol] = function;
            }
        }
    }

    public KnownSymbols Known { get; }

    /// <summary>The lambda in the bound tree, where its body is below it.</summary>
    public IOperation BodyOf(IFlowAnonymousFunctionOperation lambda) => _functions.TryGetValue(lambda.Syntax, out var function) ? function : lambda;

    /// <summary>The captured variables that the lambda takes the child of once it runs.</summary>
    public ImmutableArray<ISymbol> TakenBy(IFlowAnonymousFunctionOperation lambda) => TakenBy(lambda.Syntax);

    /// <summary>The captured variables that the local function takes the child of once it runs.</summary>
    public ImmutableArray<ISymbol> TakenBy(IMethodSymbol localFunction) =>
        _localFunctions.TryGetValue(localFunction.OriginalDefinition, out var function) ? TakenBy(function.Syntax) : ImmutableArray<ISymbol>.Empty;

    /// <summary>The variables of the code around it that the local function mentions.</summary>
    public ISet<ISymbol> CapturedBy(IMethodSymbol localFunction)
    {
        var captured = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        if (_localFunctions.TryGetValue(localFunction.OriginalDefinition, out var function))
        {
            captured.UnionWith(function.Descendants()
                .Select(o => o switch { ILocalReferenceOperation local => local.Local, IParameterReferenceOperation parameter => parameter.Parameter, _ => (ISymbol?)null })
                .OfType<ISymbol>().Where(s => !IsInside(s, function.Syntax)));
        }

        return captured;
    }

    /// <summary>Whether the lambda takes the child when it is given it as an argument.</summary>
    public bool TakesParameter(IFlowAnonymousFunctionOperation lambda) => TakesParameter(lambda, _uses);

    /// <summary>The same of a lambda that is asked once: that it answers whether the child has ended proves nothing.</summary>
    public bool TakesParameterOnce(IFlowAnonymousFunctionOperation lambda) => TakesParameter(lambda, _usesOnce);

    private bool TakesParameter(IFlowAnonymousFunctionOperation lambda, HandleUse uses) =>
        !_functions.TryGetValue(lambda.Syntax, out var function)
        || function.Descendants().OfType<IParameterReferenceOperation>()
            .Any(p => SymbolEqualityComparer.Default.Equals(p.Parameter.ContainingSymbol, lambda.Symbol) && uses.Takes(p));

    /// <summary>
    /// Whether the member takes children out of the collection one by one (by index, <c>Dequeue</c>, LINQ) and waits for
    /// them or hands them on. How often such a loop runs cannot be known, so it counts for all of them.
    /// </summary>
    public bool AreTakenOutOf(ISymbol collection) =>
        _member.Descendants().OfType<ILocalReferenceOperation>()
            .Where(l => SymbolEqualityComparer.Default.Equals(l.Local, collection))
            .Any(TakesElement);

    /// <summary>
    /// Whether a lambda or local function other than <paramref name="function"/> waits for any child: the reaper of a
    /// thread or of a SIGCHLD handler.
    /// </summary>
    public bool ReapAnyChild(IMethodSymbol? function) =>
        Others(function).SelectMany(f => f.Descendants()).OfType<IInvocationOperation>().Any(IsWaitForAny);

    private bool IsWaitForAny(IInvocationOperation call) =>
        Known.EntriesOf(call).Any(e => CallSlots.IsForAny(e, call));

    private IEnumerable<IOperation> Others(IMethodSymbol? function) => _functions.Values.Where(nested => !SymbolEqualityComparer.Default.Equals(
        nested is IAnonymousFunctionOperation lambda ? lambda.Symbol : ((ILocalFunctionOperation)nested).Symbol, function));

    /// <summary>The variables that a lambda or local function other than <paramref name="function"/> writes.</summary>
    public IEnumerable<ISymbol> WrittenInside(IMethodSymbol? function)
    {
        foreach (var nested in Others(function))
        {
            if (!_written.TryGetValue(nested.Syntax, out var written))
            {
                _written[nested.Syntax] = written = WrittenBy(nested);
            }

            foreach (var variable in written)
            {
                yield return variable;
            }
        }
    }

    private static ImmutableArray<ISymbol> WrittenBy(IOperation nested) => nested.Descendants()
        .Select(operation => operation switch
        {
            IAssignmentOperation assignment => assignment.Target,
            IIncrementOrDecrementOperation increment => increment.Target,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
            _ => null,
        })
        .Select(target => Place.Of(target)?.Symbol)
        .OfType<ISymbol>()
        .Where(written => !IsInside(written, nested.Syntax))
        .ToImmutableArray();

    private ImmutableArray<ISymbol> TakenBy(SyntaxNode syntax)
    {
        if (_taken.TryGetValue(syntax, out var taken))
        {
            return taken;
        }

        // Met again in its own closure, a function adds nothing new.
        _taken[syntax] = ImmutableArray<ISymbol>.Empty;
        if (!_functions.TryGetValue(syntax, out var function))
        {
            return ImmutableArray<ISymbol>.Empty;
        }

        var symbols = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in function.Descendants())
        {
            switch (operation)
            {
                case ILocalReferenceOperation local when !IsInside(local.Local, syntax) && _uses.Takes(local):
                    symbols.Add(local.Local);
                    break;
                case IParameterReferenceOperation parameter when !IsInside(parameter.Parameter, syntax) && _uses.Takes(parameter):
                    symbols.Add(parameter.Parameter);
                    break;
                case IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call:
                    symbols.UnionWith(TakenBy(call.TargetMethod));
                    break;
                case IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } reference:
                    symbols.UnionWith(TakenBy(reference.Method));
                    break;
            }
        }

        return _taken[syntax] = symbols.ToImmutableArray();
    }

    private bool TakesElement(ILocalReferenceOperation mention)
    {
        IOperation use = mention;
        while (use.Parent is IConversionOperation)
        {
            use = use.Parent;
        }

        switch (use.Parent)
        {
            case IArrayElementReferenceOperation element when element.ArrayReference == use:
                return IsRead(element) && _uses.Takes(element);
            case IPropertyReferenceOperation { Arguments.IsEmpty: false } indexer when indexer.Instance == use:
                return IsRead(indexer) && _uses.Takes(indexer);
            case IInvocationOperation call when call.Instance == use:
                return TakesElement(call);
            case IArgumentOperation { Parent: IInvocationOperation { Instance: null } call } when call.TargetMethod.IsExtensionMethod:
                return TakesElement(call);
            default:
                // Loops over the collection, aliases of it and its escape are followed on their paths.
                return false;
        }
    }

    private bool TakesElement(IInvocationOperation call)
    {
        if (CollectionCalls.Adds(call.TargetMethod) || call.Type is null or { SpecialType: SpecialType.System_Void or SpecialType.System_Boolean })
        {
            // TryDequeue(out var p) hands the child out by its argument.
            return call.Arguments.Any(a => a.Parameter?.RefKind == RefKind.Out);
        }

        return !CollectionCalls.IsSequence(call.Type) && call.Type.IsReferenceType | HandleUse.IsNumber(call.Type) && call.Type.SpecialType != SpecialType.System_String
            && !CollectionCalls.Counts(call.TargetMethod) && _uses.Takes(call);
    }

    private static bool IsRead(IOperation element) => element.Parent is not ISimpleAssignmentOperation assignment || assignment.Target != element;

    private static bool IsInside(ISymbol variable, SyntaxNode function) =>
        variable.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == function.SyntaxTree && function.Span.Contains(r.Span));
}
