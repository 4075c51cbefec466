using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>A method, local function or lambda of the program whose body can be looked at.</summary>
/// <param name="Declaration">Where it is declared; its operations say that they are in it.</param>
/// <param name="Body">The bound body.</param>
internal sealed record OwnFunction(SyntaxNode Declaration, IOperation Body)
{
    /// <summary>Whether both are one method: however it is constructed, whichever part of a partial one is meant.</summary>
    public static bool IsSame(IMethodSymbol one, IMethodSymbol other) => SymbolEqualityComparer.Default.Equals(DefinitionOf(one), DefinitionOf(other));

    /// <summary>The method, if its body can be seen and is sure to be what runs.</summary>
    public static OwnFunction? Of(IMethodSymbol method, SemanticModel? near)
    {
        method = DefinitionOf(method);
        method = method.PartialImplementationPart ?? method;
        return near is not null && !method.IsAbstract && !method.IsExtern && (!method.IsVirtual || method.ContainingType.IsSealed)
            && method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declaration
            && OtherTrees.ModelOf(near, declaration.SyntaxTree).GetOperation(declaration) is { } body
                ? new(declaration, body)
                : null;
    }

    /// <summary>The function that a value of delegate or pointer type runs, if it is one of the program's.</summary>
    public static OwnFunction? OfValue(IOperation? value, CallSite? via = null)
    {
        // A pointer to the marshalled form of a delegate that a field keeps alive.
        const int MaxSteps = 4;
        for (var step = 0; value is not null && step < MaxSteps; step++)
        {
            (value, via) = Origin.OfKept(value, via);
            switch (value)
            {
                case IAnonymousFunctionOperation lambda:
                    return new(lambda.Syntax, lambda);
                case IMethodReferenceOperation reference:
                    return Of(reference.Method, reference.SemanticModel);
                case IAddressOfOperation address:
                    value = address.Reference;
                    break;
                case IInvocationOperation { TargetMethod.IsStatic: true, Arguments: { Length: 1 } arguments }:
                    // Marshal.GetFunctionPointerForDelegate and its like.
                    value = arguments[0].Value;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The function that a call runs, if it is one of the program's.</summary>
    public static OwnFunction? CalledBy(IInvocationOperation call) =>
        call is { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } held } ? OfValue(held) : Of(call.TargetMethod, call.SemanticModel);

    /// <summary>The declaration of the innermost function that the operation is in; null in a field's initializer.</summary>
    public static SyntaxNode? Around(IOperation operation)
    {
        for (var at = operation.Parent; at is not null; at = at.Parent)
        {
            if (IsFunction(at))
            {
                return at.Syntax;
            }
        }

        return null;
    }

    /// <summary>What the operation holds, without what lies in a lambda or a local function.</summary>
    public static IEnumerable<IOperation> Inside(IOperation operation)
    {
        var left = new Stack<IOperation>(operation.ChildOperations.Reverse());
        while (left.Count > 0)
        {
            var next = left.Pop();
            yield return next;
            if (!IsFunction(next))
            {
                foreach (var child in next.ChildOperations.Reverse())
                {
                    left.Push(child);
                }
            }
        }
    }

    /// <summary>The loops around the operation in its own function, the innermost first.</summary>
    public static IEnumerable<ILoopOperation> LoopsAround(IOperation operation)
    {
        for (var at = operation.Parent; at is not null && !IsFunction(at); at = at.Parent)
        {
            if (at is ILoopOperation loop)
            {
                yield return loop;
            }
        }
    }

    /// <summary>Whether the operation is never reached, because a condition around it is a constant.</summary>
    public static bool IsDead(IOperation operation)
    {
        for (IOperation inner = operation; inner.Parent is { } outer; inner = outer)
        {
            var isDead = outer switch
            {
                IConditionalOperation choice => IsAlways(choice.Condition) is { } condition && inner == (condition ? choice.WhenFalse : choice.WhenTrue),
                IWhileLoopOperation { ConditionIsTop: true } loop => inner == loop.Body && IsAlways(loop.Condition) == false,
                IForLoopOperation loop => inner == loop.Body && IsAlways(loop.Condition) == false,
                _ => false,
            };
            if (isDead)
            {
                return true;
            }
        }

        return false;
    }

    private static bool? IsAlways(IOperation? condition) => condition switch
    {
        { ConstantValue: { HasValue: true, Value: bool constant } } => constant,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and => IsAlways(and.LeftOperand) == false || IsAlways(and.RightOperand) == false ? false : null,
        _ => null,
    };

    private static bool IsFunction(IOperation operation) => operation is IAnonymousFunctionOperation or ILocalFunctionOperation or IMethodBodyBaseOperation;

    private static IMethodSymbol DefinitionOf(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return method.PartialDefinitionPart ?? method;
    }
}
