using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>A started <c>Process</c> whose exit nobody observes.</summary>
public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task StartedAndForgotten_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public void Fetch()
            {
                Process.{|ZG0002:Start|}("git", "fetch --all");
            }
        }
        """);

    [Fact]
    public Task StartedAndWaitedForInOneStatement_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public void Fetch()
            {
                Process.Start("git", "fetch --all").WaitForExit();
            }
        }
        """);

    [Fact]
    public Task AssignedToDiscard_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public void CollectGarbage()
            {
                _ = Process.{|ZG0002:Start|}("git", "gc");
            }
        }
        """);

    [Fact]
    public Task KeptInLocal_NeverUsed_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Encoder
        {
            public void Encode(string input)
            {
                var ffmpeg = Process.{|ZG0002:Start|}("ffmpeg", "-i " + input);
                Console.WriteLine("encoding " + input);
            }
        }
        """);

    [Fact]
    public Task KeptInLocal_Waited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Encoder
        {
            public void Encode(string input)
            {
                var ffmpeg = Process.Start("ffmpeg", "-i " + input);
                Console.WriteLine("encoding " + input);
                ffmpeg.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task UsingDeclaration_IsNoWait_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Encoder
        {
            public int Encode(string input)
            {
                using var ffmpeg = Process.{|ZG0002:Start|}("ffmpeg", "-i " + input);
                return ffmpeg.Id;
            }
        }
        """);

    [Fact]
    public Task UsingDeclaration_WithWait_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Encoder
        {
            public int Encode(string input)
            {
                using var ffmpeg = Process.Start("ffmpeg", "-i " + input);
                ffmpeg.WaitForExit();
                return ffmpeg.ExitCode;
            }
        }
        """);

    [Fact]
    public Task UsingStatement_IsNoWait_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                using (var make = Process.{|ZG0002:Start|}("make", "-j4"))
                {
                    Console.WriteLine($"make runs as {make.Id}");
                }
            }
        }
        """);

    [Fact]
    public Task UsingStatement_WithWait_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                using (var make = Process.Start("make", "-j4"))
                {
                    Console.WriteLine($"make runs as {make.Id}");
                    make.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task UsingStatementWithoutVariable_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                using (Process.{|ZG0002:Start|}("make", "-j4"))
                {
                    Console.WriteLine("started");
                }
            }
        }
        """);

    [Fact]
    public Task Disposed_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Notifier
        {
            public void Notify(string text)
            {
                Process.{|ZG0002:Start|}("notify-send", text)?.Dispose();
            }
        }
        """);

    [Fact]
    public Task Closed_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Notifier
        {
            public void Notify(string text)
            {
                var notify = Process.{|ZG0002:Start|}("notify-send", text);
                notify.Close();
            }
        }
        """);

    [Fact]
    public Task WaitedForThenClosed_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Notifier
        {
            public void Notify(string text)
            {
                var notify = Process.Start("notify-send", text);
                notify.WaitForExit();
                notify.Close();
            }
        }
        """);

    [Fact]
    public Task InstanceStart_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Packer
        {
            public void Pack(string folder)
            {
                var tar = new Process();
                tar.StartInfo.FileName = "tar";
                tar.StartInfo.Arguments = "czf out.tgz " + folder;
                tar.{|ZG0002:Start|}();
            }
        }
        """);

    [Fact]
    public Task InstanceStart_Waited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Packer
        {
            public void Pack(string folder)
            {
                var tar = new Process();
                tar.StartInfo.FileName = "tar";
                tar.StartInfo.Arguments = "czf out.tgz " + folder;
                tar.Start();
                tar.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task ConfiguredButNeverStarted_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Packer
        {
            public string Describe(string folder)
            {
                using var tar = new Process { StartInfo = new ProcessStartInfo("tar", folder) };
                return tar.StartInfo.FileName;
            }
        }
        """);

    [Fact]
    public Task StartWithStartInfo_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Packer
        {
            public void Pack(string folder)
            {
                var info = new ProcessStartInfo("tar") { WorkingDirectory = folder, ArgumentList = { "czf", "out.tgz", "." } };
                Process.{|ZG0002:Start|}(info);
            }
        }
        """);

    [Fact]
    public Task DerivedProcess_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class GitProcess : Process
        {
            public GitProcess(string arguments) => StartInfo = new ProcessStartInfo("git", arguments);
        }

        class Repository
        {
            public void Fetch()
            {
                var git = new GitProcess("fetch");
                git.{|ZG0002:Start|}();
            }
        }
        """);

    [Fact]
    public Task DerivedProcess_Waited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class GitProcess : Process
        {
            public GitProcess(string arguments) => StartInfo = new ProcessStartInfo("git", arguments);
        }

        class Repository
        {
            public void Fetch()
            {
                var git = new GitProcess("fetch");
                git.Start();
                git.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task WaitWithInfiniteTimeout_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Builder
        {
            public void Build()
            {
                using var make = Process.Start("make");
                make.WaitForExit(Timeout.Infinite);
                using var check = Process.Start("make", "check");
                check.WaitForExit(-1);
            }
        }
        """);

    [Fact]
    public Task TwoChildren_OnlyOneWaitedFor_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Pipeline
        {
            public void Run()
            {
                var producer = Process.{|ZG0002:Start|}("producer");
                var consumer = Process.Start("consumer");
                consumer.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task TwoChildren_BothWaitedFor_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Pipeline
        {
            public void Run()
            {
                var producer = Process.Start("producer");
                var consumer = Process.Start("consumer");
                consumer.WaitForExit();
                producer.WaitForExit();
            }
        }
        """);
}
