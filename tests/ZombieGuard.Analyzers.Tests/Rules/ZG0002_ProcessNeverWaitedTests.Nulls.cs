using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task NullTest_ReturnsWhereThereIsNoChild_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public int Status()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "status"));
                if (git == null)
                    return -1;

                git.WaitForExit();
                return git.ExitCode;
            }
        }
        """);

    [Fact]
    public Task NullTest_TheWrongWay_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public int Status()
            {
                using var git = Process.{|ZG0002:Start|}(new ProcessStartInfo("git", "status"));
                if (git != null)
                    return git.Id;

                return -1;
            }
        }
        """);

    [Fact]
    public Task NullConditionalWait_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public void Status() => Process.Start(new ProcessStartInfo("git", "status"))?.WaitForExit();
        }
        """);

    [Fact]
    public Task NullConditionalWaitOnLocal_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public int Status()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "status"));
                git?.WaitForExit();
                return git?.ExitCode ?? -1;
            }
        }
        """);

    [Fact]
    public Task ThrowWhereNull_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Repository
        {
            public void Status()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "status"))
                    ?? throw new InvalidOperationException("git did not start");
                git.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task ThrowWhereNull_NeverWaited_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Repository
        {
            public int Status()
            {
                using var git = Process.{|ZG0002:Start|}(new ProcessStartInfo("git", "status"))
                    ?? throw new InvalidOperationException("git did not start");
                return git.Id;
            }
        }
        """);

    [Fact]
    public Task NullTestInsteadOfFlag_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build(bool lint, bool types)
            {
                var linter = lint ? Process.Start("eslint", ".") : null;
                var checker = types ? Process.Start("tsc", "--noEmit") : null;
                if (linter != null)
                    linter.WaitForExit();
                checker?.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task TestKeptInAVariable_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Run(ProcessStartInfo start)
            {
                var process = Process.Start(start);
                var hasStarted = process != null;
                if (hasStarted)
                    process.WaitForExit();
            }

            public void RunByPattern(ProcessStartInfo start)
            {
                var process = Process.Start(start);
                var isMissing = process is null;
                if (isMissing)
                    return;

                process.WaitForExit();
            }

            public void RunByHelper(ProcessStartInfo start)
            {
                if (TryStart(start, out var process))
                    process.WaitForExit();
            }

            private static bool TryStart(ProcessStartInfo start, out Process process)
            {
                process = Process.Start(start);
                return process is not null;
            }
        }
        """);

    [Fact]
    public Task TestKeptInAVariable_WaitedForOnTheWrongSide_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Run(ProcessStartInfo start)
            {
                var process = Process.{|ZG0002:Start|}(start);
                var isMissing = process == null;
                if (isMissing)
                    process?.WaitForExit();
            }

            public void RunByPattern(ProcessStartInfo start)
            {
                var process = Process.{|ZG0002:Start|}(start);
                var hasStarted = process is not null;
                if (!hasStarted)
                    process?.WaitForExit();
            }

            public void RunByHelper(ProcessStartInfo start)
            {
                if (!{|ZG0002:TryStart|}(start, out var process))
                    process?.WaitForExit();
            }

            private static bool TryStart(ProcessStartInfo start, out Process process)
            {
                process = Process.Start(start);
                return process is not null;
            }
        }
        """);
}
