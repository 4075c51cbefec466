using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.CodeFixes.Tests;

/// <summary>The members of a class before and after the fix of a call that falls short, one at a time and all at once.</summary>
internal static class CallFixTest
{
    /// <summary>With fix-all allowed to wait.</summary>
    public static Task VerifyAsync<TFix>(string members, string fixedMembers)
        where TFix : CodeFixProvider, new()
    {
        var test = Create<TFix>(members, fixedMembers);
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n\n[*.cs]\nzombieguard.join_in_fix_all = true\n"));
        return test.RunAsync();
    }

    /// <summary>No fix, or none of that key.</summary>
    public static Task VerifyNotOfferedAsync<TFix>(string members, string? key = null)
        where TFix : CodeFixProvider, new()
    {
        var test = Create<TFix>(members, members);
        test.CodeActionEquivalenceKey = key;
        return test.RunAsync();
    }

    /// <summary>Fix-all does nothing where nobody has allowed it to wait.</summary>
    public static Task VerifyFixAllNeedsConsentAsync<TFix>(string members, string fixedMembers)
        where TFix : CodeFixProvider, new()
    {
        var test = Create<TFix>(members, fixedMembers);
        test.BatchFixedCode = FixTest.InClass(members);
        test.NumberOfFixAllIterations = 0;
        test.NumberOfFixAllInDocumentIterations = 0;
        test.NumberOfFixAllInProjectIterations = 0;
        return test.RunAsync();
    }

    /// <summary>With the options as they are where nobody sets any.</summary>
    public static CSharpCodeFixTest<ObligationAnalyzer, TFix, DefaultVerifier> Create<TFix>(string members, string fixedMembers)
        where TFix : CodeFixProvider, new()
        => new()
        {
            TestCode = FixTest.InClass(members),
            FixedCode = FixTest.InClass(fixedMembers),
            CompilerDiagnostics = CompilerDiagnostics.Warnings,
        };
}
