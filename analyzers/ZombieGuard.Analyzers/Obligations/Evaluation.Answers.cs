using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    /// <summary>
    /// Whether a method of the program may tell by what it returns that the wait gave up, and somebody takes the answer: an object of the
    /// program's own, a tuple or nothing at all is not followed.
    /// </summary>
    private static bool TellsInItsOwnWay(IOperation call)
    {
        var used = call;
        while (used.Parent is IAwaitOperation or IConversionOperation
            || used.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" })
        {
            used = used.Parent;
        }

        return used.Parent is not (null or IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation })
            && used.Type is INamedTypeSymbol { SpecialType: SpecialType.None } type
            && (type.IsTupleType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || !type.DeclaringSyntaxReferences.IsEmpty);
    }
}
