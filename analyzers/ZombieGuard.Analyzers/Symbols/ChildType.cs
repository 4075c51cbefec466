using System.Linq;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Symbols;

/// <summary>What the type of a value says of the child that it may stand for.</summary>
internal static class ChildType
{
    // Of the framework's types those that a signature with a child is likely to have beside it.
    private static readonly string[] NeverChildren = { "CancellationToken", "DateTimeOffset", "Encoding", "Guid", "ProcessStartInfo", "TimeSpan" };

    /// <summary>Whether a value of the type can be a child, a pid, or something that holds one. In doubt it can.</summary>
    public static bool CanBe(ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol pointer => pointer.PointedAtType.SpecialType == SpecialType.System_Void || CanBe(pointer.PointedAtType),
        IArrayTypeSymbol array => CanBe(array.ElementType),
        { TypeKind: TypeKind.Enum or TypeKind.Delegate or TypeKind.FunctionPointer } => false,
        { SpecialType: SpecialType.System_Void or SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_SByte or SpecialType.System_Byte
            or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Single or SpecialType.System_Double
            or SpecialType.System_Decimal or SpecialType.System_String or SpecialType.System_DateTime } => false,
        INamedTypeSymbol named when IsOfFramework(named) => !NeverChildren.Contains(named.Name)
            && (named.TypeArguments.IsEmpty ? !IsTask(named) : named.TypeArguments.Any(CanBe)),
        _ => true,
    };

    /// <summary>Who reaps a child of the type: a pid's nobody, a <c>Process</c> the runtime; null where the type does not say.</summary>
    public static ChildKind? KindOf(ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol pointer => KindOf(pointer.PointedAtType),
        IArrayTypeSymbol array => KindOf(array.ElementType),
        INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } generic when IsOfFramework(generic) => KindOf(arguments[0]),
        _ when ProcessType.Is(type) => ChildKind.Managed,
        _ when IsPid(type) => ChildKind.Raw,
        _ => null,
    };

    /// <summary>Whether a pid may be written as such a number.</summary>
    public static bool IsPid(ITypeSymbol type) => type.SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64
        or SpecialType.System_UInt64 or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;

    /// <summary>Whether the type is <c>Task</c> or <c>ValueTask</c>, of a result or of none.</summary>
    public static bool IsTask(ITypeSymbol type) => type is { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };

    private static bool IsOfFramework(ITypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace: { IsGlobalNamespace: false } outer })
        {
            space = outer;
        }

        return space?.Name == "System";
    }
}
