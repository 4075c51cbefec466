using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.CodeFixes.Tests;

/// <summary>The members of a class before and after a fix. New compiler warnings in the fixed text fail like errors.</summary>
internal static class FixTest
{
    private const string Header = """
        using System;
        using System.Diagnostics;
        using System.Runtime.InteropServices;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    /// <summary>Members of a class where the compiler follows null.</summary>
    public static Task VerifyAsync(string key, string members, string fixedMembers, LanguageVersion version = LanguageVersion.Preview)
        => VerifyTextAsync(key, InClass(members), InClass(fixedMembers), version);

    /// <summary>Members of a class where it does not.</summary>
    public static Task VerifyObliviousAsync(string key, string members, string fixedMembers, LanguageVersion version = LanguageVersion.Preview)
        => VerifyTextAsync(key, InClass(members, isNullable: false), InClass(fixedMembers, isNullable: false), version);

    /// <summary>The action is not offered, whatever else is.</summary>
    public static Task VerifyNotOfferedAsync(string key, string members) => VerifyTextAsync(key, InClass(members), InClass(members));

    /// <summary>A whole file.</summary>
    public static Task VerifyTextAsync(
        string key, string source, string fixedSource, LanguageVersion version = LanguageVersion.Preview, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        var test = Create(source, fixedSource);
        test.CodeActionEquivalenceKey = key;
        test.LanguageVersion = version;
        test.TestState.OutputKind = kind;
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
        return test.RunAsync();
    }

    /// <summary>A whole file of a project that refers to the library.</summary>
    public static Task VerifyWithRuntimeAsync<TAnalyzer, TFix>(
        string key, string source, string fixedSource, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
        where TAnalyzer : Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer, new()
        where TFix : Microsoft.CodeAnalysis.CodeFixes.CodeFixProvider, new()
        => WithRuntime<TAnalyzer, TFix>(key, source, fixedSource, kind).RunAsync();

    public static CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier> WithRuntime<TAnalyzer, TFix>(
        string key, string source, string fixedSource, OutputKind kind)
        where TAnalyzer : Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer, new()
        where TFix : Microsoft.CodeAnalysis.CodeFixes.CodeFixProvider, new()
    {
        var test = new CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
        {
            TestCode = source,
            FixedCode = fixedSource,
            CompilerDiagnostics = CompilerDiagnostics.Warnings,
            CodeActionEquivalenceKey = key,
            CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck,
        };
        test.TestState.OutputKind = kind;
        test.TestState.AdditionalReferences.Add(MetadataReference.CreateFromFile(typeof(ChildReaper).Assembly.Location));
        return test;
    }

    /// <summary>A test whose texts differ only by fixes.</summary>
    public static CSharpCodeFixTest<ObligationAnalyzer, WaitFixProvider, DefaultVerifier> Create(string source, string fixedSource)
        => new() { TestCode = source, FixedCode = fixedSource, CompilerDiagnostics = CompilerDiagnostics.Warnings };

    public static string InClass(string members, bool isNullable = true)
    {
        var lines = members.Split('\n').Select(line => line.Length == 0 ? line : "    " + line);
        return (isNullable ? "#nullable enable\n" : "") + Header.Replace("\r", "", StringComparison.Ordinal)
            + "\nclass C\n{\n" + string.Join('\n', lines) + "\n}\n";
    }
}
