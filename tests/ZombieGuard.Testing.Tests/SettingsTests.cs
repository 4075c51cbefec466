using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Xunit;
using ZombieGuard.Testing.Tests.Probes;

namespace ZombieGuard.Testing.Tests;

public sealed class SettingsTests
{
    private static readonly DiagnosticResult Bad = new DiagnosticResult(BadNameAnalyzer.Rule).WithLocation(0);

    [Fact]
    public Task Top_level_statements_need_a_console_application()
    {
        var test = Test("int [|bad1|] = args.Length;");
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        return test.RunAsync();
    }

    [Fact]
    public Task Top_level_statements_in_a_library_fail() => Failing.With("CS8805", () => Test("int [|bad1|] = 1;").RunAsync());

    [Fact]
    public Task A_console_application_without_an_entry_point_fails()
    {
        var test = Test("class C;");
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        return Failing.With("CS5001", () => test.RunAsync());
    }

    [Fact]
    public Task New_syntax_passes_by_default() => Test("class C(int x) { int[] [|bad1|] = [x]; }").RunAsync();

    [Fact]
    public Task An_old_language_has_no_nullable_context()
    {
        var test = Test("class C { string [|bad1|] = null; }");
        test.LanguageVersion = LanguageVersion.CSharp7_3;
        return test.RunAsync();
    }

    [Fact]
    public Task New_syntax_in_an_old_language_fails()
    {
        var test = Test("class C { int[] [|bad1|] = [1]; }");
        test.LanguageVersion = LanguageVersion.CSharp7_3;
        return Failing.With("CS8370", () => test.RunAsync());
    }

    [Fact]
    public Task Nullable_warnings_are_there_and_not_expected() => Test("class C { string? a; string [|bad1|] = null; }").RunAsync();

    [Fact]
    public Task Warnings_are_expected_where_asked_for()
    {
        var test = Test("class C { public string {|PB0001:bad1|} = {|CS8625:null|}; }");
        test.CompilerDiagnostics = CompilerDiagnostics.Warnings;
        return test.RunAsync();
    }

    [Fact]
    public Task An_unexpected_warning_fails_where_asked_for()
    {
        var test = Test("class C { public string b = null; }");
        test.CompilerDiagnostics = CompilerDiagnostics.Warnings;
        return Failing.With("CS8625", () => test.RunAsync());
    }

    [Fact]
    public Task Pointers_compile() => Test("unsafe class C { int* [|bad1|]; }").RunAsync();

    [Fact]
    public Task Pointers_fail_where_unsafe_is_off()
    {
        var test = Test("unsafe class C { int* [|bad1|]; }");
        test.AllowUnsafe = false;
        return Failing.With("CS0227", () => test.RunAsync());
    }

    [Fact]
    public Task Usings_are_not_implicit() => Failing.With("CS0103", () => Test("class C { void M() => Console.Beep(); }").RunAsync());

    [Fact]
    public Task An_editorconfig_is_read()
    {
        var test = Test("class C { int {|#0:bad1|}; }", Bad.WithArguments("bad1", "v1").WithProperty("key", "v1"));
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\nprobe.key = v1\n"));
        return test.RunAsync();
    }

    [Fact]
    public Task An_editorconfig_sets_the_severity()
    {
        var test = Test("class C { int {|#0:bad1|}; }", Bad.WithSeverity(DiagnosticSeverity.Error));
        test.TestState.AnalyzerConfigFiles.Add(
            ("/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.PB0001.severity = error\n"));
        return test.RunAsync();
    }

    [Fact]
    public Task A_global_config_carries_build_properties()
    {
        var test = Test("class C { int {|#0:bad1|}; }", Bad.WithArguments("bad1", "on"));
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\nbuild_property.Probe = on\n"));
        return test.RunAsync();
    }

    [Fact]
    public Task An_additional_file_is_read()
    {
        var test = Test("class C { int {|#0:bad1|}; }", Bad.WithArguments("bad1", "text"));
        test.TestState.AdditionalFiles.Add(("/Probe.txt", "text"));
        return test.RunAsync();
    }

    [Fact]
    public Task A_disabled_rule_is_silent()
    {
        var test = Test("class C { int bad1; }");
        test.DisabledDiagnostics.Add("PB0001");
        return test.RunAsync();
    }

    [Fact]
    public Task Markup_can_be_ignored()
    {
        var test = Test("class C { int [|good|]; }");
        test.TestState.MarkupHandling = MarkupMode.Ignore;
        return test.RunAsync();
    }

    [Fact]
    public Task Markup_can_be_text()
    {
        var test = Test("class C { string s = \"[|s|]\"; }");
        test.TestState.MarkupHandling = MarkupMode.None;
        return test.RunAsync();
    }

    [Fact]
    public Task A_transform_changes_the_solution()
    {
        var test = Test("class C { {|#0:N.D|} d; }", DiagnosticResult.CompilerError("CS0246").WithLocation(0));
        test.SolutionTransforms.Add((solution, project) =>
            solution.AddDocument(DocumentId.CreateNewId(project), "D.cs", "namespace N { class D; }"));
        return Failing.With("missing:", () => test.RunAsync());
    }

    [Theory]
    [InlineData("net8.0", "class C { System.TimeProvider [|bad1|]; }", null)]
    [InlineData("net10.0", "class C { System.Threading.Lock [|bad1|]; }", null)]
    [InlineData("net8.0", "class C { System.Threading.Lock [|bad1|]; }", "CS0234")]
    [InlineData("netstandard2.0", "class C { System.Diagnostics.Process [|bad1|]; }", null)]
    [InlineData("netstandard2.0", "class C { System.TimeProvider [|bad1|]; }", "CS0234")]
    [InlineData("net472", "class C { System.Diagnostics.Process [|bad1|]; System.AppDomainSetup s; }", null)]
    [InlineData("net472", "class C { System.Threading.Lock [|bad1|]; }", "CS0234")]
    public Task A_framework_is_what_it_is(string framework, string source, string? failure)
    {
        var test = Test(source);
        test.ReferenceAssemblies = framework switch
        {
            "net8.0" => ReferenceAssemblies.Net.Net80,
            "net10.0" => ReferenceAssemblies.Net.Net100,
            "netstandard2.0" => ReferenceAssemblies.NetStandard.NetStandard20,
            _ => ReferenceAssemblies.NetFramework.Net472.Default,
        };
        return failure is null ? test.RunAsync() : Failing.With(failure, () => test.RunAsync());
    }

    private static CSharpAnalyzerTest<BadNameAnalyzer, DefaultVerifier> Test(string source, params DiagnosticResult[] expected)
    {
        var test = new CSharpAnalyzerTest<BadNameAnalyzer, DefaultVerifier> { TestCode = source };
        test.ExpectedDiagnostics.AddRange(expected);
        return test;
    }
}
