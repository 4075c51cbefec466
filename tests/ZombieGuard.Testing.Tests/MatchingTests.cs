using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Xunit;
using ZombieGuard.Testing.Tests.Probes;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Testing.Tests.Probes.BadNameAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Testing.Tests;

/// <summary>What is expected and what is reported must be the same, one to one.</summary>
public sealed class MatchingTests
{
    private const string Keyed = "class C { void M() { int {|#0:bad1|} = 1; } }";

    [Theory]
    [InlineData("class C { void M() { int [|bad1|] = 1; } }")]
    [InlineData("class C { void M() { int {|PB0001:bad1|} = 1; } }")]
    [InlineData("class C { void M() { int [|bad1|] = 1; int {|PB0001:bad2|} = 1; } }")]
    [InlineData("class C { void M() { {|CS0103:Foo|}(); } }")]
    [InlineData("class C { bool M(int[] o) => o is {|CS0246:T|} { Length: 1 } || o is [1, ..]; }")]
    public Task Markup_is_met(string source) => Verify.VerifyAnalyzerAsync(source);

    [Theory]
    [InlineData("missing", "class C { void M() { int [|x|] = 1; } }")]
    [InlineData("unexpected", "class C { void M() { int bad1 = 1; } }")]
    [InlineData("is at", "class C { void M() { [|int bad1|] = 1; } }")]
    [InlineData("is at", "class C { void M() { int [|bad|]1 = 1; } }")]
    [InlineData("is at", "class C { void M() { int b[|ad1|] = 1; } }")]
    [InlineData("missing", "class C { void M() { int [|[|bad1|]|] = 1; } }")]
    [InlineData("missing", "class C { void M() { int {|PB0002:bad1|} = 1; } }")]
    [InlineData("CS0103", "class C { void M() { Foo(); } }")]
    [InlineData("CS0103", "class C { void M() { {|CS0104:Foo|}(); } }")]
    public Task Markup_is_not_met(string reason, string source) => Failing.With(reason, () => Verify.VerifyAnalyzerAsync(source));

    [Fact]
    public Task Unclosed_markup_fails() =>
        Assert.ThrowsAsync<System.ArgumentException>(() => Verify.VerifyAnalyzerAsync("class C { int [|bad1; }"));

    [Fact]
    public Task Plain_markup_of_two_rules_is_ambiguous() =>
        Failing.With(
            "exactly one descriptor",
            () => CSharpAnalyzerVerifier<TwoRulesAnalyzer, DefaultVerifier>.VerifyAnalyzerAsync("class [|C|];"));

    [Fact]
    public Task Named_markup_of_two_rules_is_met() =>
        CSharpAnalyzerVerifier<TwoRulesAnalyzer, DefaultVerifier>.VerifyAnalyzerAsync("class {|PB0010:C|};");

    [Fact]
    public Task Arguments_are_met() =>
        Verify.VerifyAnalyzerAsync(Keyed, Verify.Diagnostic().WithLocation(0).WithArguments("bad1", ""));

    [Fact]
    public Task Message_is_met() =>
        Verify.VerifyAnalyzerAsync(Keyed, Verify.Diagnostic("PB0001").WithLocation(0).WithMessage("'bad1' is bad ()"));

    [Fact]
    public Task Wrong_arguments_fail() =>
        Failing.With("says", () => Verify.VerifyAnalyzerAsync(Keyed, Verify.Diagnostic().WithLocation(0).WithArguments("x", "")));

    [Fact]
    public Task Wrong_message_fails() =>
        Failing.With("says", () => Verify.VerifyAnalyzerAsync(Keyed, Verify.Diagnostic().WithLocation(0).WithMessage("bad")));

    [Fact]
    public Task Wrong_severity_fails() =>
        Failing.With(
            "severity",
            () => Verify.VerifyAnalyzerAsync(Keyed, Verify.Diagnostic().WithLocation(0).WithSeverity(DiagnosticSeverity.Error)));

    [Fact]
    public Task Wrong_id_fails() =>
        Failing.With("unexpected", () => Verify.VerifyAnalyzerAsync(Keyed, DiagnosticResult.CompilerWarning("PB0002").WithLocation(0)));

    [Fact]
    public Task Missing_location_fails() =>
        Failing.With("has a location", () => Verify.VerifyAnalyzerAsync(Keyed, Verify.Diagnostic()));

    [Fact]
    public Task Unknown_key_fails() =>
        Failing.With("{|#1:", () => Verify.VerifyAnalyzerAsync(Keyed, Verify.Diagnostic().WithLocation(1)));

    [Fact]
    public Task Repeated_key_fails() =>
        Failing.With("twice", () => Verify.VerifyAnalyzerAsync("class C { int {|#0:bad1|}; int {|#0:bad2|}; }"));

    [Fact]
    public Task Expected_once_and_reported_twice_fails() =>
        Failing.With("unexpected", () => Verify.VerifyAnalyzerAsync("class C { int [|bad1|]; int bad2; }"));

    [Fact]
    public Task Lines_and_columns_are_met() =>
        Verify.VerifyAnalyzerAsync(
            "class C\n{\n    int bad1;\n    int bad2;\n}",
            Verify.Diagnostic().WithLocation(3, 9),
            Verify.Diagnostic().WithSpan("/0/Test0.cs", 4, 9, 4, 13));

    [Fact]
    public Task Wrong_end_fails() =>
        Failing.With(
            "is at",
            () => Verify.VerifyAnalyzerAsync("class C\n{\n    int bad1;\n}", Verify.Diagnostic().WithSpan(3, 9, 3, 12)));

    [Fact]
    public Task Wrong_file_fails() =>
        Failing.With(
            "is at",
            () => Verify.VerifyAnalyzerAsync("class C\n{\n    int bad1;\n}", Verify.Diagnostic().WithSpan("/x.cs", 3, 9, 3, 13)));

    [Fact]
    public Task The_vaguer_expectation_leaves_the_exact_one_its_partner() =>
        Verify.VerifyAnalyzerAsync(
            "class C { int bad1; int {|#0:bad2|}; }",
            Verify.Diagnostic().WithLocation(0, DiagnosticLocationOptions.IgnoreLength),
            Verify.Diagnostic().WithSpan(1, 15, 1, 19).WithArguments("bad1", ""));

    [Fact]
    public Task A_throwing_analyzer_fails() =>
        Failing.With(
            "AD0001",
            () => CSharpAnalyzerVerifier<ThrowingAnalyzer, DefaultVerifier>.VerifyAnalyzerAsync("class C;"));
}
