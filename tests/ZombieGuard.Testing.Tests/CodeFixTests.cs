using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Xunit;
using ZombieGuard.Testing.Tests.Probes;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpCodeFixVerifier<
    ZombieGuard.Testing.Tests.Probes.BadNameAnalyzer,
    ZombieGuard.Testing.Tests.Probes.GoodNameFix,
    Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Testing.Tests;

public sealed class CodeFixTests
{
    private const string Bad = "class C { int [|bad1|]; }";

    [Fact]
    public Task One_fix_is_met() => Verify.VerifyCodeFixAsync(Bad, "class C { int good1; }");

    [Fact]
    public Task Two_fixes_are_met_one_by_one_and_at_once() =>
        Verify.VerifyCodeFixAsync("class C { int [|bad1|]; int [|bad2|]; }", "class C { int good1; int good2; }");

    [Fact]
    public Task Explicit_diagnostics_are_met() =>
        Verify.VerifyCodeFixAsync(
            "class C { int {|#0:bad1|}; }",
            Verify.Diagnostic().WithLocation(0).WithArguments("bad1", ""),
            "class C { int good1; }");

    [Fact]
    public Task A_space_too_many_fails() =>
        Failing.With("differs", () => Verify.VerifyCodeFixAsync(Bad, "class C { int  good1; }"));

    [Fact]
    public Task A_fix_that_breaks_the_code_fails() =>
        Failing.With(
            "CS0103",
            () => Verify.VerifyCodeFixAsync(
                "class C { void M() { int [|bad1|] = 1; int x = bad1; } }",
                "class C { void M() { int good1 = 1; int x = bad1; } }"));

    [Fact]
    public Task A_diagnostic_left_in_the_fixed_state_fails() =>
        Failing.With(
            "Diagnostics of fixed state", () => Verify.VerifyCodeFixAsync(Bad, "class C { int bad2; }"));

    [Fact]
    public Task A_fix_expected_where_nothing_is_reported_fails() =>
        Failing.With("differs", () => Verify.VerifyCodeFixAsync("class C { int x; }", "class C { int y; }"));

    [Fact]
    public Task A_fix_offered_where_none_is_expected_fails() =>
        Failing.With("differs", () => Verify.VerifyCodeFixAsync(Bad, Bad));

    [Fact]
    public async Task No_fix_is_offered_where_nothing_can_be_fixed()
    {
        const string Source = "class {|#0:C|} { {|CS0246:X|} x; }";
        var test = new CSharpCodeFixTest<GeneratedCodeAnalyzer, GoodNameFix, DefaultVerifier>
        {
            TestCode = Source,
            FixedCode = Source,
            TestBehaviors = TestBehaviors.SkipGeneratedCodeCheck,
        };
        test.ExpectedDiagnostics.Add(new DiagnosticResult(new GeneratedCodeAnalyzer().Rule).WithLocation(0));
        await test.RunAsync();
    }

    [Fact]
    public Task The_fix_taken_is_that_of_the_key()
    {
        var test = Test<GoodNameFix>(Bad, "class C { int ok1; }");
        test.CodeActionEquivalenceKey = "ok";
        return test.RunAsync();
    }

    [Fact]
    public Task The_fix_taken_is_that_of_the_index()
    {
        var test = Test<GoodNameFix>(Bad, "class C { int ok1; }");
        test.CodeActionIndex = 1;
        return test.RunAsync();
    }

    [Fact]
    public Task An_index_of_another_key_fails()
    {
        var test = Test<GoodNameFix>(Bad, "class C { int ok1; }");
        test.CodeActionIndex = 1;
        test.CodeActionEquivalenceKey = "good";
        return Failing.With("equivalence key 'ok'", () => test.RunAsync());
    }

    [Fact]
    public async Task The_action_can_be_looked_at()
    {
        string? title = null;
        var test = Test<GoodNameFix>(Bad, "class C { int good1; }");
        test.CodeActionVerifier = (action, _) => title = action.Title;
        await test.RunAsync();
        Assert.Equal("Rename to good", title);
    }

    [Fact]
    public Task Only_one_is_fixed_where_asked_for()
    {
        var test = Test<GoodNameFix>("class C { int [|bad1|]; int [|bad2|]; }", "class C { int good1; int [|bad2|]; }");
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.FixOne | CodeFixTestBehaviors.SkipFixAllCheck;
        return test.RunAsync();
    }

    [Fact]
    public Task A_fix_that_changes_nothing_fails() => FailsAsync<NoOpFix>("changes nothing", Bad);

    [Fact]
    public Task A_fix_without_a_key_fails() => FailsAsync<NoKeyFix>("no equivalence key", "class C { int good; }");

    [Fact]
    public Task A_tree_that_its_text_does_not_parse_to_fails() =>
        FailsAsync<OneNameForTwoFix>("parses as", "class C { int good, good2; }");

    [Fact]
    public Task A_token_that_its_text_does_not_parse_to_fails() =>
        FailsAsync<CommentInNameFix>("parses as", "class C { int good/**/; }");

    [Fact]
    public Task A_fix_for_another_diagnostic_fails() => FailsAsync<OtherDiagnosticFix>("another diagnostic", "class C { int good; }");

    [Fact]
    public Task A_fix_of_two_operations_fails() => FailsAsync<TwoOperationsFix>("2 operations", "class C { int good; }");

    [Fact]
    public Task A_wrong_fix_all_fails() => FailsAsync<WrongFixAllFix>("Fix all in Document", "class C { int good; }");

    [Fact]
    public Task A_wrong_fix_all_can_be_stated_or_skipped()
    {
        var skipping = Test<WrongFixAllFix>(Bad, "class C { int good; }");
        skipping.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
        var stating = Test<WrongFixAllFix>(Bad, "class C { int good; }");
        stating.BatchFixedCode = "class C { int worse; }";
        return Task.WhenAll(skipping.RunAsync(), stating.RunAsync());
    }

    [Fact]
    public Task More_rounds_than_diagnostics_fail() => FailsAsync<ThreeRoundFix>("found '2' iterations", "class C { int good; }");

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public Task Stated_rounds_are_met(int rounds)
    {
        var test = Test<ThreeRoundFix>(Bad, "class C { int good; }");
        test.NumberOfIncrementalIterations = rounds;
        test.NumberOfFixAllIterations = rounds;
        return test.RunAsync();
    }

    [Fact]
    public Task Other_rounds_than_stated_fail()
    {
        var test = Test<GoodNameFix>(Bad, "class C { int good1; }");
        test.NumberOfIncrementalIterations = 2;
        return Failing.With("Expected '2' iterations but found '1'", () => test.RunAsync());
    }

    [Fact]
    public Task Fix_all_goes_document_by_document_and_over_the_project_at_once()
    {
        var test = TwoDocuments();
        test.NumberOfFixAllIterations = 1;
        test.NumberOfFixAllInDocumentIterations = 2;
        return test.RunAsync();
    }

    [Fact]
    public Task Fix_all_in_fewer_rounds_than_stated_fails()
    {
        var test = TwoDocuments();
        test.NumberOfFixAllInProjectIterations = 2;
        return Failing.With("Fix all in Project", () => test.RunAsync());
    }

    [Fact]
    public Task The_second_document_is_compared_too()
    {
        var test = TwoDocuments();
        test.FixedState.Sources[1] = ("/0/Test1.cs", "class D { int good2 ; }");
        return Failing.With("/0/Test1.cs differs", () => test.RunAsync());
    }

    /// <summary>The limit of rounds must not make a fix that never ends look like one that does.</summary>
    [Fact]
    public Task A_fix_that_never_ends_fails() => FailsAsync<NeverEndingFix>("differs", "class C { int good; }");

    [Fact]
    public Task What_no_fix_is_for_stays_where_its_key_is_in_the_fixed_state()
    {
        var test = Test<GoodNameFix>("class C { int [|bad1|]; {|#0:X|} x; }", "class C { int good1; {|#0:X|} x; }");
        test.ExpectedDiagnostics.Add(DiagnosticResult.CompilerError("CS0246").WithLocation(0));
        return test.RunAsync();
    }

    [Fact]
    public Task What_no_fix_is_for_must_be_said_of_the_fixed_state()
    {
        var test = Test<GoodNameFix>("class C { int [|bad1|]; {|#0:X|} x; }", "class C { int good1; X x; }");
        test.ExpectedDiagnostics.Add(DiagnosticResult.CompilerError("CS0246").WithLocation(0));
        return Failing.With("Diagnostics of fixed state", () => test.RunAsync());
    }

    [Fact]
    public Task An_additional_file_is_the_same_in_the_fixed_state()
    {
        var test = Test<GoodNameFix>("class C { int {|PB0001:bad1|}; }", "class C { int good1; }");
        test.TestState.AdditionalFiles.Add(("/Probe.txt", "text"));
        return test.RunAsync();
    }

    [Fact]
    public Task An_additional_file_that_a_fix_should_have_changed_fails()
    {
        var test = Test<GoodNameFix>("class C { int {|PB0001:bad1|}; }", "class C { int good1; }");
        test.TestState.AdditionalFiles.Add(("/Probe.txt", "text"));
        test.FixedState.AdditionalFiles.Add(("/Probe.txt", "other"));
        return Failing.With("/Probe.txt differs", () => test.RunAsync());
    }

    private static CSharpCodeFixTest<BadNameAnalyzer, GoodNameFix, DefaultVerifier> TwoDocuments() => new()
    {
        TestState = { Sources = { "class C { int [|bad1|]; }", "class D { int [|bad2|]; }" } },
        FixedState = { Sources = { "class C { int good1; }", "class D { int good2; }" } },
    };

    private static Task FailsAsync<TFix>(string reason, string fixedSource)
        where TFix : CodeFixProvider, new() =>
        Failing.With(reason, () => Test<TFix>(Bad, fixedSource).RunAsync());

    private static CSharpCodeFixTest<BadNameAnalyzer, TFix, DefaultVerifier> Test<TFix>(string source, string fixedSource)
        where TFix : CodeFixProvider, new() =>
        new() { TestCode = source, FixedCode = fixedSource };
}
