using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Flow;
using ZombieGuard.Analyzers.Obligations.Summaries;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>What all runs over one body share: its graph, and what can be seen without following paths.</summary>
internal sealed class BodyContext
{
    private readonly Dictionary<CaptureId, List<IOperation>> _assignedCaptures = new();
    private readonly Dictionary<IOperation, int> _waits = new();
    private readonly Dictionary<CaptureId, Place?> _captured = new();
    private readonly Dictionary<string, int> _questions = new();
    private CollectedLines? _lines;
    private ExitSignals? _exitSignals;
    private OutputReads? _output;
    private readonly HashSet<ISymbol> _writtenElsewhere = new(SymbolEqualityComparer.Default);

    /// <param name="graph">The graph of the body.</param>
    /// <param name="member">The bound tree of the whole member that the body belongs to.</param>
    /// <param name="function">The lambda or local function whose body it is; null for the member itself.</param>
    /// <param name="isEntryPoint">Whether leaving the body normally ends the program.</param>
    /// <param name="lambdas">What the member's lambdas and local functions take.</param>
    /// <param name="callees">What the methods that it calls do.</param>
    public BodyContext(
        ControlFlowGraph graph, IOperation member, IMethodSymbol? function, bool isEntryPoint, LambdaCaptures lambdas, Callees callees)
    {
        Graph = graph;
        Member = member;
        Function = function;
        IsEntryPoint = isEntryPoint;
        Lambdas = lambdas;
        Callees = callees;
        Loops = new LoopMap(graph);
        Scopes = new ScopeMap(graph);
        Scan();
    }

    public ControlFlowGraph Graph { get; }

    public IOperation Member { get; }

    public IMethodSymbol? Function { get; }

    public bool IsEntryPoint { get; }

    public LambdaCaptures Lambdas { get; }

    public Callees Callees { get; }

    public LoopMap Loops { get; }

    public ScopeMap Scopes { get; }

    public KnownSymbols Known => Lambdas.Known;

    /// <summary>The variables in which handlers of the output collect lines.</summary>
    public CollectedLines Lines => _lines ??= new CollectedLines(Member);

    /// <summary>By what handlers of the exit tell the member's code of it.</summary>
    public ExitSignals ExitSignals => _exitSignals ??= new ExitSignals(Member, Known);

    /// <summary>Blocks with a blocking wait for a raw child; loops of them are left only when they are done.</summary>
    public HashSet<int> WaitBlocks { get; } = new();

    /// <summary>Whether somewhere in the body any child is waited for, so that a lost pid is not lost for good.</summary>
    public bool WaitsForAny { get; private set; }

    /// <summary>Whether the body reads a child's exit code or time.</summary>
    public bool ReadsExit { get; private set; }

    /// <summary>Whether a handler of the body could take an exception.</summary>
    public bool HasHandlers { get; private set; }

    /// <summary>Where the member reads the output of its children.</summary>
    public OutputReads Output => _output ??= new OutputReads(Member, Known);

    /// <summary>Whether a callback of a cancellation token kills something.</summary>
    public bool KillsWhenCancelled => Member.Descendants().Any(operation =>
        (((operation as IInvocationOperation)?.TargetMethod ?? (operation as IObjectCreationOperation)?.Constructor) is { } called
            && called.Parameters.Any(p => p.Type.Name == "CancellationToken") && ProgramMethods.Registers(called))
        || (operation is IInvocationOperation { TargetMethod: { Name: "Register" or "UnsafeRegister", ContainingType.Name: "CancellationToken" } } call
        && call.Arguments.Any(a => a.Value.DescendantsAndSelf().Any(o => o switch
        {
            IInvocationOperation inner => Known.Find(inner.TargetMethod).Any(e => e.Role == ChildRole.Kills) || !HandleUse.IsForeign(inner.TargetMethod),
            IMethodReferenceOperation method => Known.Find(method.Method).Any(e => e.Role == ChildRole.Kills) || !HandleUse.IsForeign(method.Method),
            _ => false,
        }))));

    /// <summary>The graph of a local function that can be called here; null when it is none of this member's.</summary>
    public ControlFlowGraph? LocalFunctionGraph(IMethodSymbol function, CancellationToken cancellation)
    {
        for (ControlFlowGraph? graph = Graph; graph is not null; graph = graph.Parent)
        {
            if (graph.LocalFunctions.Contains(function.OriginalDefinition, SymbolEqualityComparer.Default))
            {
                return graph.GetLocalFunctionControlFlowGraph(function.OriginalDefinition, cancellation);
            }
        }

        return null;
    }

    /// <summary>The graph of a lambda of this body; null when it is none.</summary>
    public ControlFlowGraph? LambdaGraph(IMethodSymbol function, CancellationToken cancellation) =>
        Graph.Blocks.SelectMany(OperationsOf).OfType<IFlowAnonymousFunctionOperation>()
            .Where(lambda => SymbolEqualityComparer.Default.Equals(lambda.Symbol, function))
            .Select(lambda => Graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellation))
            .FirstOrDefault();

    /// <summary>What a flow capture stands for when it is assigned to; empty for one that only carries a value.</summary>
    public IReadOnlyList<IOperation> TargetsOf(CaptureId capture) =>
        _assignedCaptures.TryGetValue(capture, out var targets) ? targets : System.Array.Empty<IOperation>();

    /// <summary>The block of a native wait; -1 for any other call.</summary>
    public int BlockOf(IInvocationOperation wait) => _waits.TryGetValue(wait, out var block) ? block : -1;

    /// <summary>Whether a lambda, a local function or a reference may write the variable behind this body's back.</summary>
    public bool IsWrittenElsewhere(ISymbol variable) => _writtenElsewhere.Contains(variable);

    /// <summary>Whether a variable that the call fills by reference is mentioned anywhere else in the member.</summary>
    public bool IsReadElsewhere(IInvocationOperation call) =>
        call.Arguments.Select(a => a.Value is IAddressOfOperation address ? address.Reference : a.Parameter?.RefKind is RefKind.Ref or RefKind.Out ? a.Value : null)
            .Select(Place.Of)
            .Any(place => place?.Symbol is ILocalSymbol filled
                && Member.Descendants().OfType<ILocalReferenceOperation>().Count(l => SymbolEqualityComparer.Default.Equals(l.Local, filled)) > 1);

    /// <summary>The variable that a flow capture copies, when it copies one and nothing else; null otherwise.</summary>
    public Place? SourceOf(CaptureId capture) => _captured.TryGetValue(capture, out var source) ? source : null;

    /// <summary>Whether a condition is tested in more than one place; only then is its outcome worth keeping.</summary>
    public bool IsAskedAgain(string condition) => _questions.TryGetValue(condition, out var times) && times > 1;

    /// <summary>Whether the member counts in the variable.</summary>
    public bool IsCounted(ISymbol variable) =>
        Member.Descendants().OfType<IIncrementOrDecrementOperation>().Any(i => SymbolEqualityComparer.Default.Equals(Place.Of(i.Target)?.Symbol, variable));

    /// <summary>Whether only this body can reach what is stored in the place.</summary>
    public bool IsOwn(Place place) => place.Symbol switch
    {
        null => true,
        IParameterSymbol parameter => parameter.RefKind is RefKind.None or RefKind.Out or RefKind.Ref && IsOwnParameter(parameter),
        ILocalSymbol local => local is { RefKind: RefKind.None, IsStatic: false } && (Scopes.Declares(local) || IsDeclaredInFunction(local)),
        _ => false,
    };

    private bool IsOwnParameter(IParameterSymbol parameter) =>
        Function is { } function
            ? SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, function)
            : parameter.ContainingSymbol is IMethodSymbol { MethodKind: not (MethodKind.AnonymousFunction or MethodKind.LocalFunction) } owner
                && !IsCapturedByType(owner);

    // A primary constructor's parameter that another member reads is a field in all but name.
    private bool IsCapturedByType(IMethodSymbol owner) =>
        owner.MethodKind == MethodKind.Constructor
        && owner.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax;

    private bool IsDeclaredInFunction(ILocalSymbol local) =>
        Function is null && local.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction };

    private void Scan()
    {
        HasHandlers = HasHandler(Graph.Root);
        var assigned = new HashSet<CaptureId>();
        foreach (var block in Graph.Blocks.Where(b => b.IsReachable))
        {
            foreach (var operation in OperationsOf(block))
            {
                Scan(block, operation, assigned);
            }

            if (block.ConditionKind != ControlFlowConditionKind.None && ConditionKey.Of(block.BranchValue!) is { } question)
            {
                foreach (var text in ConditionKey.OrdersOf(question.Text).Append(question.Text))
                {
                    _questions[text] = _questions.TryGetValue(text, out var times) ? times + 1 : 1;
                }
            }
        }

        foreach (var capture in Graph.Blocks.SelectMany(b => b.Operations).OfType<IFlowCaptureOperation>().Where(c => assigned.Contains(c.Id)))
        {
            if (!_assignedCaptures.TryGetValue(capture.Id, out var targets))
            {
                _assignedCaptures[capture.Id] = targets = new List<IOperation>();
            }

            targets.Add(capture.Value);
        }

        foreach (var written in Lambdas.WrittenInside(Function))
        {
            _writtenElsewhere.Add(written);
        }
    }

    private void Scan(BasicBlock block, IOperation operation, HashSet<CaptureId> assigned)
    {
        switch (operation)
        {
            case IFlowCaptureOperation capture:
                _captured[capture.Id] = _captured.ContainsKey(capture.Id) || capture.Value is not (ILocalReferenceOperation or IParameterReferenceOperation)
                    ? null
                    : Place.Of(capture.Value);
                break;
            case ISimpleAssignmentOperation { Target: IFlowCaptureReferenceOperation target }:
                assigned.Add(target.Id);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: IFlowCaptureReferenceOperation target }:
                assigned.Add(target.Id);
                break;
            case ISimpleAssignmentOperation { IsRef: true } alias when Place.Of(alias.Value)?.Symbol is { } symbol:
                _writtenElsewhere.Add(symbol);
                break;
            case IPropertyReferenceOperation property:
                ReadsExit |= Known.Find(property.Property).Any(e => e is { Role: ChildRole.Observes, Result: ResultMeaning.Nothing });
                break;
            case IInvocationOperation call:
                foreach (var entry in Known.Find(call.TargetMethod))
                {
                    if (entry.Role == ChildRole.Discharges && CallSlots.TakesPid(entry))
                    {
                        _waits[call] = block.Ordinal;
                        WaitsForAny |= entry.Child.Kind == SlotKind.Any || call.ConstantIn(entry.Child) is <= 0 || entry.IdType.Kind != SlotKind.None;
                        if ((call.ConstantIn(entry.Options) & 1) is null or 0)
                        {
                            // A sweep that does not block (WNOHANG) takes only those that have ended by then.
                            WaitBlocks.Add(block.Ordinal);
                        }
                    }
                }

                break;
        }
    }

    /// <summary>All operations of a block, the value that it branches on included.</summary>
    public static IEnumerable<IOperation> OperationsOf(BasicBlock block)
    {
        var roots = block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations;
        return roots.SelectMany(root => root.DescendantsAndSelf());
    }

    /// <summary>The type of exception by this name that a handler of the body is meant for; null where none is, or only one for everything.</summary>
    public ITypeSymbol? HandledType(string name) => HandledIn(Graph.Root).FirstOrDefault(type => type.Name == name && type.Name != nameof(System.Exception));

    private static IEnumerable<ITypeSymbol> HandledIn(ControlFlowRegion region) =>
        (region is { Kind: ControlFlowRegionKind.Catch, ExceptionType: { } type } ? new[] { type } : Enumerable.Empty<ITypeSymbol>()).Concat(region.NestedRegions.SelectMany(HandledIn));

    private static bool HasHandler(ControlFlowRegion region) =>
        region.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler || region.NestedRegions.Any(HasHandler);
}
