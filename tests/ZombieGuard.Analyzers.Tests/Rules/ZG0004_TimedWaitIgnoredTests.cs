using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>A wait that may say "not yet", and nothing that acts on it.</summary>
public sealed partial class ZG0004_TimedWaitIgnoredTests
{
    [Fact]
    public Task TimedWait_ResultIgnored_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                using var make = Process.Start("make");
                make.{|ZG0004:WaitForExit|}(60_000);
            }
        }
        """);

    [Fact]
    public Task TimedWait_KilledAndWaitedForOnTimeout_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                using var make = Process.Start("make");
                if (!make.WaitForExit(60_000))
                {
                    make.Kill(entireProcessTree: true);
                    make.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task TimedWait_ReturnsOnTimeout_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public int Build()
            {
                using var make = Process.Start("make");
                if (make.{|ZG0004:WaitForExit|}(60_000))
                    return make.ExitCode;

                return -1;
            }
        }
        """);

    [Fact]
    public Task TimedWait_ThrowsOnTimeout_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public int Build()
            {
                using var make = Process.Start("make");
                if (!make.WaitForExit(60_000))
                    throw new TimeoutException("make takes too long");

                return make.ExitCode;
            }
        }
        """);

    [Fact]
    public Task TimedWait_ResultInVariable_OnlyPrinted_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public bool Build()
            {
                using var make = Process.Start("make");
                var ended = make.{|ZG0004:WaitForExit|}(60_000);
                if (!ended)
                {
                    Console.Error.WriteLine("make takes too long");
                }

                return ended;
            }
        }
        """);

    [Fact]
    public Task TimedWait_ResultInVariable_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public bool Build()
            {
                using var make = Process.Start("make");
                var ended = make.WaitForExit(60_000);
                if (!ended)
                {
                    Console.Error.WriteLine("make takes too long");
                    make.Kill(entireProcessTree: true);
                    make.WaitForExit();
                }

                return ended;
            }
        }
        """);

    [Fact]
    public Task TimedWait_WithTimeSpan_NothingAfter_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                using var make = Process.Start("make");
                if (!make.{|ZG0004:WaitForExit|}(TimeSpan.FromMinutes(1)))
                    Console.WriteLine("still building");
            }
        }
        """);

    [Fact]
    public Task TimedWait_WithTimeSpan_ThenUnbounded_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                using var make = Process.Start("make");
                if (!make.WaitForExit(TimeSpan.FromMinutes(1)))
                    Console.WriteLine("still building");

                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task TimedWait_RepeatedFiveTimes_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                using var make = Process.Start("make");
                var tries = 0;
                while (!make.{|ZG0004:WaitForExit|}(1000) && tries++ < 5)
                    Console.Write(".");
            }
        }
        """);

    [Fact]
    public Task TimedWait_RepeatedUntilTheEnd_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                using var make = Process.Start("make");
                while (!make.WaitForExit(1000))
                    Console.Write(".");
            }
        }
        """);

    [Fact]
    public Task TimedWait_Negated_NullConditional_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public int Build()
            {
                using var make = Process.Start("make");
                if (make?.WaitForExit(60_000) ?? true)
                    return 0;

                make.Kill(entireProcessTree: true);
                make.WaitForExit();
                return 1;
            }
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task WaitOfASecond_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run() { var job = Process.Start(make); job.{|ZG0004:WaitForExit|}(1000); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task WaitOfIntMaxValue_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public void Run() { var job = Process.Start(make); job.WaitForExit(int.MaxValue); }
        """);
}
