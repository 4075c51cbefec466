using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>Collects the functions that run at each SIGCHLD, by their declarations.</summary>
internal sealed class SigchldHandlers
{
    // A handler that calls a method that calls a method.
    private const int MaxDepth = 3;

    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;

    public SigchldHandlers(Compilation compilation, CancellationToken cancellation)
    {
        _compilation = compilation;
        _cancellation = cancellation;
    }

    public HashSet<SyntaxNode> Functions { get; } = new();

    public void Add(IOperation? handler)
    {
        for (var depth = 0; handler is not null && depth < MaxDepth; depth++)
        {
            switch (Origin.Of(handler))
            {
                case IAnonymousFunctionOperation lambda:
                    AddFunction(lambda.Syntax, lambda, 0);
                    return;
                case IMethodReferenceOperation method:
                    AddMethod(method.Method, 0);
                    return;
                case IAddressOfOperation { Reference: { } reference }:
                    handler = reference;
                    break;
                case IInvocationOperation { TargetMethod.IsStatic: true, Arguments: { Length: 1 } arguments }:
                    // Marshal.GetFunctionPointerForDelegate and its like.
                    handler = arguments[0].Value;
                    break;
                default:
                    return;
            }
        }
    }

    private void AddMethod(IMethodSymbol method, int depth)
    {
        method = method.PartialImplementationPart ?? method;
        if (method.IsAbstract || method.IsVirtual || method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) is not { } declaration)
        {
            return;
        }

        AddFunction(declaration, OtherTrees.ModelOf(_compilation, declaration.SyntaxTree).GetOperation(declaration, _cancellation), depth);
    }

    private void AddFunction(SyntaxNode declaration, IOperation? body, int depth)
    {
        if (!Functions.Add(declaration) || body is null || depth == MaxDepth)
        {
            return;
        }

        // A helper whose result is used, or that is called in a loop, may be asked again until nothing is left.
        foreach (var call in body.Descendants().OfType<IInvocationOperation>())
        {
            if (call.Parent is IExpressionStatementOperation && FunctionOf(call) == declaration && !LoopsAround(call).Any())
            {
                AddMethod(call.TargetMethod, depth + 1);
            }
        }
    }

    /// <summary>The declaration of the innermost function that the operation is in; null in a field's initializer.</summary>
    public static SyntaxNode? FunctionOf(IOperation operation)
    {
        for (var at = operation.Parent; at is not null; at = at.Parent)
        {
            if (at is IAnonymousFunctionOperation or ILocalFunctionOperation or IMethodBodyBaseOperation)
            {
                return at.Syntax;
            }
        }

        return null;
    }

    /// <summary>The loops around the operation in its own function, the innermost first.</summary>
    public static IEnumerable<ILoopOperation> LoopsAround(IOperation operation)
    {
        for (var at = operation.Parent; at is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation); at = at.Parent)
        {
            if (at is ILoopOperation loop)
            {
                yield return loop;
            }
        }
    }
}
