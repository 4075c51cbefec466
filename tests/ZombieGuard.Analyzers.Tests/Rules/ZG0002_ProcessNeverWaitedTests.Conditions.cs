using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task EarlyReturnBetweenStartAndWait_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public int Build(bool background)
            {
                var make = Process.{|ZG0002:Start|}("make");
                if (background)
                    return 0;

                make.WaitForExit();
                return make.ExitCode;
            }
        }
        """);

    [Fact]
    public Task EarlyReturnBeforeStart_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public int Build(bool skip)
            {
                if (skip)
                    return 0;

                var make = Process.Start("make");
                make.WaitForExit();
                return make.ExitCode;
            }
        }
        """);

    [Fact]
    public Task WaitInOneBranchOnly_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build(bool wait)
            {
                using var make = Process.{|ZG0002:Start|}("make");
                if (wait)
                    make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task WaitInBothBranches_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            public async Task Build(bool wait)
            {
                using var make = Process.Start("make");
                if (wait)
                    make.WaitForExit();
                else
                    await make.WaitForExitAsync();
            }
        }
        """);

    [Fact]
    public Task StartResultFalse_IsNoChild_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Packer
        {
            public bool Pack()
            {
                using var zip = new Process { StartInfo = new ProcessStartInfo("zip", "-r out.zip .") };
                if (!zip.Start())
                    return false;

                zip.WaitForExit();
                return zip.ExitCode == 0;
            }
        }
        """);

    [Fact]
    public Task StartResultTrue_ReturnsWithoutWait_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Packer
        {
            public bool Pack()
            {
                using var zip = new Process { StartInfo = new ProcessStartInfo("zip", "-r out.zip .") };
                if (zip.{|ZG0002:Start|}())
                    return true;

                zip.WaitForExit();
                return zip.ExitCode == 0;
            }
        }
        """);

    [Fact]
    public Task StartResultKeptInFlag_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Packer
        {
            public void Pack()
            {
                using var zip = new Process { StartInfo = new ProcessStartInfo("zip", "-r out.zip .") };
                var started = zip.Start();
                Console.WriteLine(started ? "packing" : "already packed");
                if (started)
                    zip.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task StartResultKeptInFlag_TestedTheWrongWay_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Packer
        {
            public void Pack()
            {
                using var zip = new Process { StartInfo = new ProcessStartInfo("zip", "-r out.zip .") };
                var started = zip.{|ZG0002:Start|}();
                Console.WriteLine(started ? "packing" : "already packed");
                if (!started)
                    zip.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task StartedAndWaitedUnderSameFlag_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build(bool lint)
            {
                Process linter = null;
                if (lint)
                    linter = Process.Start("eslint", ".");

                Console.WriteLine("building");
                if (lint)
                    linter.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task StartedAndWaitedUnderDifferentFlags_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build(bool lint, bool strict)
            {
                Process linter = null;
                if (lint)
                    linter = Process.{|ZG0002:Start|}("eslint", ".");

                Console.WriteLine("building");
                if (strict)
                    linter?.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task FlagChangedBetweenStartAndWait_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build(bool lint)
            {
                Process linter = null;
                if (lint)
                    linter = Process.{|ZG0002:Start|}("eslint", ".");

                lint = Console.ReadLine() == "y";
                if (lint)
                    linter?.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task FlagSetAtStart_TestedAtWait_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.IO;

        class Builder
        {
            public void Build(string folder)
            {
                var started = false;
                Process linter = null;
                if (File.Exists(Path.Combine(folder, "package.json")))
                {
                    linter = Process.Start("eslint", folder);
                    started = true;
                }

                if (started)
                    linter.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task FlagNeverSet_TestedAtWait_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.IO;

        class Builder
        {
            public void Build(string folder)
            {
                var started = false;
                Process linter = null;
                if (File.Exists(Path.Combine(folder, "package.json")))
                {
                    linter = Process.{|ZG0002:Start|}("eslint", folder);
                }

                if (started)
                    linter.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task StartedUnderNegatedFlag_EarlyReturnUnderIt_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build(bool dryRun)
            {
                Process make = null;
                if (!dryRun)
                    make = Process.Start("make");

                if (dryRun)
                    return;

                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task SameUnchangedProperty_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class BuildOptions
        {
            public bool Lint { get; set; }
            public bool Strict { get; set; }
        }

        class Builder
        {
            public void Build(BuildOptions options)
            {
                Process linter = null;
                if (options.Lint)
                    linter = Process.Start("eslint", ".");

                Console.WriteLine("building");
                if (options.Lint)
                    linter.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task AnotherProperty_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class BuildOptions
        {
            public bool Lint { get; set; }
            public bool Strict { get; set; }
        }

        class Builder
        {
            public void Build(BuildOptions options)
            {
                Process linter = null;
                if (options.Lint)
                    linter = Process.{|ZG0002:Start|}("eslint", ".");

                Console.WriteLine("building");
                if (options.Strict)
                    linter?.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task ConditionalStart_OnlyDisposed_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build(bool lint)
            {
                var linter = lint ? Process.{|ZG0002:Start|}("eslint", ".") : null;
                linter?.Dispose();
            }
        }
        """);

    [Fact]
    public Task TenIndependentFlags_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build(bool a, bool b, bool c, bool d, bool e, bool f, bool g, bool h, bool i, bool j)
            {
                Process make = null;
                if (a) make = Process.Start("make");
                if (b) Console.WriteLine("b");
                if (c) Console.WriteLine("c");
                if (d) Console.WriteLine("d");
                if (e) Console.WriteLine("e");
                if (f) Console.WriteLine("f");
                if (g) Console.WriteLine("g");
                if (h) Console.WriteLine("h");
                if (i) Console.WriteLine("i");
                if (j) Console.WriteLine("j");
                if (a) make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task ShortCircuitOnStart_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Packer
        {
            public bool Pack(bool enabled)
            {
                using var zip = new Process { StartInfo = new ProcessStartInfo("zip", "-r out.zip .") };
                if (enabled && zip.Start())
                {
                    zip.WaitForExit();
                    return true;
                }

                return false;
            }
        }
        """);

    [Fact]
    public Task ShortCircuitBehindStart_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Packer
        {
            public bool Pack(bool enabled)
            {
                using var zip = new Process { StartInfo = new ProcessStartInfo("zip", "-r out.zip .") };
                if (zip.{|ZG0002:Start|}() && enabled)
                {
                    zip.WaitForExit();
                    return true;
                }

                return false;
            }
        }
        """);
}
