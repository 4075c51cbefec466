using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>What a call is called.</summary>
internal static class CallName
{
    /// <summary>The last word before the parenthesis; empty where something else is called.</summary>
    public static string Of(InvocationExpressionSyntax call)
        => (call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => call.Expression as SimpleNameSyntax,
        })?.Identifier.ValueText ?? "";

    /// <summary>By what name the function is known in its library, where it is imported; otherwise its own.</summary>
    public static string OfImport(IMethodSymbol method)
        => method.GetDllImportData()?.EntryPointName
            ?? LibraryImport(method)?.NamedArguments.FirstOrDefault(a => a.Key == "EntryPoint").Value.Value as string
            ?? method.Name;

    /// <summary>Whether its body is in a native library.</summary>
    public static bool IsImport(IMethodSymbol method) => method.IsExtern || LibraryImport(method) is not null;

    private static AttributeData? LibraryImport(IMethodSymbol method)
        => method.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "LibraryImportAttribute");
}
