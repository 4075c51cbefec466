using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Xunit;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.Analyzers.Tests.Rules;

// Tests start processes too, and ask first whether there is one.
public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task AssertedToBeThere_Reports() => VerifyXunitAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;
        using Xunit;

        public class OrphanTests
        {
            public async Task HostGoesWithItsParent()
            {
                using var parent = Process.Start("tail", "-f /dev/null");
                Assert.NotNull(parent);
                await Task.Delay(100);
                parent.{|ZG0005:Kill|}();
                await Task.Delay(100);
            }
        }
        """);

    [Fact]
    public Task AssertedToBeThere_WaitedFor_IsSilent() => VerifyXunitAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;
        using Xunit;

        public class OrphanTests
        {
            public async Task HostGoesWithItsParent()
            {
                using var parent = Process.Start("tail", "-f /dev/null");
                Assert.NotNull(parent);
                await Task.Delay(100);
                parent.Kill();
                await parent.WaitForExitAsync();
            }
        }
        """);

    [Fact]
    public Task AssertedToHaveEndedInTime_IsSilent() => VerifyXunitAsync("""
        using System.Diagnostics;
        using Xunit;

        public class BuildTests
        {
            public void Builds()
            {
                using var build = Process.Start("dotnet", "build");
                Assert.NotNull(build);
                Assert.True(build.WaitForExit(180_000), "The build takes too long.");
                Assert.Equal(0, build.ExitCode);
            }
        }
        """);

    private static Task VerifyXunitAsync(string source)
    {
        var test = new CSharpAnalyzerTest<ObligationAnalyzer, DefaultVerifier> { TestCode = source };
        test.TestState.AdditionalReferences.Add(MetadataReference.CreateFromFile(typeof(Assert).Assembly.Location));
        return test.RunAsync();
    }
}
