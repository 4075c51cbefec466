using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ZombieGuard.Analyzers.Flow;

/// <summary>The type that an expression has in the source, below the conversions that the graph puts around it.</summary>
internal static class StaticType
{
    public static ITypeSymbol? Of(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion)
        {
            operation = conversion.Operand;
        }

        return operation.Type;
    }
}
