using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Testing.Tests.Probes.BadNameAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Testing.Tests;

public sealed class LocationAndPropertyTests
{
    private const string Three = "class C { int {|#0:bad1|}, {|#1:a|}, {|#2:b|}; }";

    [Fact]
    public Task Additional_locations_are_met() =>
        Verify.VerifyAnalyzerAsync(Three, Verify.Diagnostic().WithLocation(0).WithLocation(1).WithLocation(2));

    [Fact]
    public Task Markup_says_nothing_about_additional_locations() =>
        Verify.VerifyAnalyzerAsync("class C { int [|bad1|], a, b; int {|PB0001:bad2|}, c; }");

    [Fact]
    public Task They_can_be_ignored() =>
        Verify.VerifyAnalyzerAsync(
            Three, Verify.Diagnostic().WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));

    [Fact]
    public Task A_missing_additional_location_fails() =>
        Failing.With("additional locations", () => Verify.VerifyAnalyzerAsync(Three, Verify.Diagnostic().WithLocation(0).WithLocation(1)));

    [Fact]
    public Task Unstated_additional_locations_fail() =>
        Failing.With("additional locations", () => Verify.VerifyAnalyzerAsync(Three, Verify.Diagnostic().WithLocation(0)));

    [Fact]
    public Task Another_order_fails() =>
        Failing.With(
            "additional location 1",
            () => Verify.VerifyAnalyzerAsync(Three, Verify.Diagnostic().WithLocation(0).WithLocation(2).WithLocation(1)));

    [Fact]
    public Task A_wrong_additional_span_fails() =>
        Failing.With(
            "additional location 2",
            () => Verify.VerifyAnalyzerAsync(
                Three, Verify.Diagnostic().WithLocation(0).WithLocation(1).WithSpan(1, 1, 1, 2)));

    [Fact]
    public Task A_property_is_met() =>
        Verify.VerifyAnalyzerAsync("class C { int {|#0:bad1|}; }", Verify.Diagnostic().WithLocation(0).WithProperty("key", null));

    [Fact]
    public Task A_property_of_another_value_fails() =>
        Failing.With(
            "has the property 'key'",
            () => Verify.VerifyAnalyzerAsync(
                "class C { int {|#0:bad1|}; }", Verify.Diagnostic().WithLocation(0).WithProperty("key", "v")));

    [Fact]
    public Task A_lacking_property_fails() =>
        Failing.With(
            "lacks the property 'other'",
            () => Verify.VerifyAnalyzerAsync(
                "class C { int {|#0:bad1|}; }", Verify.Diagnostic().WithLocation(0).WithProperty("other", "v")));
}
