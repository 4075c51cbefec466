using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Xunit;
using ZombieGuard.Testing.Tests.Probes;

namespace ZombieGuard.Testing.Tests;

/// <summary>The passes after the first: generated code, pragma, file by file.</summary>
public sealed class PassTests
{
    [Fact]
    public Task Speaking_in_generated_code_fails() =>
        Failing.With("auto-generated", () => RunAsync<GeneratedCodeAnalyzer>("class {|PB0002:C|};"));

    [Fact]
    public Task Speaking_in_generated_code_can_be_allowed() =>
        RunAsync<GeneratedCodeAnalyzer>("class {|PB0002:C|};", TestBehaviors.SkipGeneratedCodeCheck);

    /// <summary>A descriptor that no pragma silences is left out of the pragma, and is expected below it.</summary>
    [Fact]
    public Task What_cannot_be_silenced_need_not_be() => RunAsync<NotConfigurableAnalyzer>("class {|PB0007:C|};");

    [Fact]
    public Task A_compiler_error_is_left_alone_in_every_pass() => RunAsync<BadNameAnalyzer>("class C { int [|bad1|] = {|CS0103:Foo|}; }");

    [Fact]
    public Task What_no_pragma_silences_fails() =>
        Failing.With("#pragma", () => RunAsync<TreelessAnalyzer>("class {|PB0011:C|};", TestBehaviors.SkipLiveCheck));

    [Fact]
    public Task What_no_pragma_silences_can_be_allowed() =>
        RunAsync<TreelessAnalyzer>("class {|PB0011:C|};", TestBehaviors.SkipLiveCheck | TestBehaviors.SkipSuppressionCheck);

    [Fact]
    public Task What_only_the_build_says_fails() =>
        Failing.With("file by file", () => RunAsync<UntaggedEndAnalyzer>("class {|PB0003:C|};"));

    [Fact]
    public Task What_only_the_build_says_can_be_allowed() =>
        RunAsync<UntaggedEndAnalyzer>("class {|PB0003:C|};", TestBehaviors.SkipLiveCheck);

    [Fact]
    public Task What_is_tagged_as_the_compilation_s_end_passes() => RunAsync<TaggedEndAnalyzer>("class {|PB0004:C|};");

    [Fact]
    public Task What_needs_another_file_first_fails() =>
        Failing.With("file by file", () =>
        {
            var test = new CSharpAnalyzerTest<OtherFileAnalyzer, DefaultVerifier>
            {
                TestState = { Sources = { "class First;", "class {|PB0005:Second|};" } },
            };
            return test.RunAsync();
        });

    [Fact]
    public Task A_diagnostic_in_an_additional_file_is_met_in_every_pass()
    {
        var test = new CSharpAnalyzerTest<AdditionalFileAnalyzer, DefaultVerifier>
        {
            TestCode = "class C;",
            TestState = { AdditionalFiles = { ("/Probe.txt", "{|PB0008:first|}\nsecond") } },
        };
        return test.RunAsync();
    }

    private static Task RunAsync<TAnalyzer>(string source, TestBehaviors behaviors = TestBehaviors.None)
        where TAnalyzer : DiagnosticAnalyzer, new() =>
        new CSharpAnalyzerTest<TAnalyzer, DefaultVerifier> { TestCode = source, TestBehaviors = behaviors }.RunAsync();
}
