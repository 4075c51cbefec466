using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task WaitedForThroughAlias_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var make = Process.Start("make");
                var current = make;
                current.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task AliasIsReassignedBeforeTheWait_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var make = Process.{|ZG0002:Start|}("make");
                var current = make;
                current = Process.Start("make", "check");
                current.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task VariableOverwritten_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var make = Process.{|ZG0002:Start|}("make", "clean");
                make = Process.Start("make", "all");
                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task VariableOverwrittenAfterWait_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var make = Process.Start("make", "clean");
                make.WaitForExit();
                make = Process.Start("make", "all");
                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task VariableOverwritten_AliasKeepsTheFirst_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var make = Process.Start("make", "clean");
                var clean = make;
                make = Process.Start("make", "docs");
                make.WaitForExit();
                clean.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task VariableSetToNull_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var make = Process.{|ZG0002:Start|}("make");
                make = null;
                make?.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task CoalesceAssignment_Waited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build(bool quick)
            {
                Process make = null;
                if (quick)
                    make = Process.Start("make", "quick");

                make ??= Process.Start("make", "all");
                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task CoalesceAssignment_NeverWaited_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                Process make = null;
                make ??= Process.{|ZG0002:Start|}("make", "all");
                Console.WriteLine(make.Id);
            }
        }
        """);

    [Fact]
    public Task ConditionalOperator_OneOfTwoStarts_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public int Build(bool quick)
            {
                using var make = quick ? Process.Start("make", "quick") : Process.Start("make", "all");
                make.WaitForExit();
                return make.ExitCode;
            }
        }
        """);

    [Fact]
    public Task ConditionalOperator_NeverWaited_ReportsBoth_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public int Build(bool quick)
            {
                using var make = quick ? Process.{|ZG0002:Start|}("make", "quick") : Process.{|ZG0002:Start|}("make", "all");
                return make.Id;
            }
        }
        """);

    [Fact]
    public Task WaitedForThroughCast_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                object job = Process.Start("make");
                ((Process)job).WaitForExit();
            }
        }
        """);

    [Fact]
    public Task DisposedThroughInterface_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                IDisposable job = Process.{|ZG0002:Start|}("make");
                job.Dispose();
            }
        }
        """);

    [Fact]
    public Task RefLocal_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                Process make = null;
                ref var slot = ref make;
                slot = Process.Start("make");
                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task NewProcessReusedForSecondStart_FirstWaited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                using var make = new Process { StartInfo = { FileName = "make" } };
                make.Start();
                make.WaitForExit();
                make.StartInfo.Arguments = "install";
                make.Start();
                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task StartedThroughAlias_WaitedForThroughOriginal_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var make = new Process { StartInfo = { FileName = "make" } };
                var job = make;
                job.Start();
                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task StartedThroughAlias_AnotherIsWaitedFor_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var make = new Process { StartInfo = { FileName = "make" } };
                var lint = Process.Start("lint");
                var job = make;
                job.{|ZG0002:Start|}();
                lint.WaitForExit();
            }
        }
        """);
}
