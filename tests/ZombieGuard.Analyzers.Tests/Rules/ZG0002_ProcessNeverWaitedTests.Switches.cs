using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task SwitchOnTheProcess_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Repository
        {
            public void Fetch()
            {
                switch (Process.Start("git", "fetch"))
                {
                    case null:
                        Console.WriteLine("git did not start");
                        break;
                    case var git:
                        git.WaitForExit();
                        break;
                }
            }
        }
        """);

    [Fact]
    public Task SwitchOnTheProcess_ChildCaseDoesNotWait_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Repository
        {
            public void Fetch()
            {
                switch (Process.{|ZG0002:Start|}("git", "fetch"))
                {
                    case null:
                        Console.WriteLine("git did not start");
                        break;
                    case var git:
                        Console.WriteLine(git.Id);
                        break;
                }
            }
        }
        """);

    [Fact]
    public Task SwitchOnMode_EachCaseWaits_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        enum Tool { Make, Ninja }

        class Builder
        {
            public int Build(Tool tool)
            {
                Process build;
                switch (tool)
                {
                    case Tool.Make:
                        build = Process.Start("make");
                        build.WaitForExit();
                        return build.ExitCode;
                    case Tool.Ninja:
                        build = Process.Start("ninja");
                        build.WaitForExit();
                        return build.ExitCode;
                    default:
                        return -1;
                }
            }
        }
        """);

    [Fact]
    public Task SwitchOnMode_OneCaseForgets_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        enum Tool { Make, Ninja }

        class Builder
        {
            public int Build(Tool tool)
            {
                Process build;
                switch (tool)
                {
                    case Tool.Make:
                        build = Process.Start("make");
                        build.WaitForExit();
                        return build.ExitCode;
                    case Tool.Ninja:
                        build = Process.{|ZG0002:Start|}("ninja");
                        return build.Id;
                    default:
                        return -1;
                }
            }
        }
        """);

    [Fact]
    public Task SwitchExpressionChoosesTheStart_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build(string tool)
            {
                using var build = tool switch
                {
                    "make" => Process.Start("make"),
                    "ninja" => Process.Start("ninja"),
                    _ => throw new ArgumentException("no such tool", nameof(tool)),
                };
                build.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task SwitchExpressionChoosesTheStart_NeverWaited_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build(string tool)
            {
                using var build = tool switch
                {
                    "make" => Process.{|ZG0002:Start|}("make"),
                    "ninja" => Process.{|ZG0002:Start|}("ninja"),
                    _ => throw new ArgumentException("no such tool", nameof(tool)),
                };
                Console.WriteLine(build.Id);
            }
        }
        """);

    [Fact]
    public Task GotoCaseLeadsToTheWait_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build(int stage)
            {
                Process make = null;
                switch (stage)
                {
                    case 0:
                        make = Process.Start("make");
                        goto case 1;
                    case 1:
                        make?.WaitForExit();
                        break;
                }
            }
        }
        """);

    [Fact]
    public Task BreakInsteadOfGotoCase_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build(int stage)
            {
                Process make = null;
                switch (stage)
                {
                    case 0:
                        make = Process.{|ZG0002:Start|}("make");
                        break;
                    case 1:
                        make?.WaitForExit();
                        break;
                }
            }
        }
        """);

    [Fact]
    public Task WhenClauseWaits_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public string Build()
            {
                using var make = Process.Start("make");
                switch (make)
                {
                    case { } running when running.WaitForExit(60_000):
                        return "done";
                    default:
                        make.Kill(entireProcessTree: true);
                        make.WaitForExit();
                        return "killed";
                }
            }
        }
        """);
}
