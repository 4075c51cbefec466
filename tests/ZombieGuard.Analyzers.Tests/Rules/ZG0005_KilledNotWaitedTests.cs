using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Killed, and not waited for.</summary>
public sealed partial class ZG0005_KilledNotWaitedTests
{
    [Fact]
    public Task Killed_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Recorder
        {
            public void Record(int milliseconds)
            {
                using var arecord = Process.Start("arecord", "out.wav");
                Thread.Sleep(milliseconds);
                arecord.{|ZG0005:Kill|}();
            }
        }
        """);

    [Fact]
    public Task KilledThenWaitedFor_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Recorder
        {
            public void Record(int milliseconds)
            {
                using var arecord = Process.Start("arecord", "out.wav");
                Thread.Sleep(milliseconds);
                arecord.Kill();
                arecord.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task KilledThenThrown_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Recorder
        {
            public void Record(int milliseconds)
            {
                using var arecord = Process.Start("arecord", "out.wav");
                arecord.Kill();
                throw new TimeoutException("no sound within " + milliseconds);
            }
        }
        """);

    [Fact]
    public Task CloseMainWindow_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Editor
        {
            public void Close()
            {
                var gedit = Process.Start("gedit");
                gedit.WaitForInputIdle();
                gedit.{|ZG0005:CloseMainWindow|}();
            }
        }
        """);

    [Fact]
    public Task CloseMainWindowThenWait_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Editor
        {
            public void Close()
            {
                var gedit = Process.Start("gedit");
                gedit.CloseMainWindow();
                gedit.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task TimedWait_OnlyKilledOnTimeout_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                using var make = Process.Start("make");
                if (!make.WaitForExit(60_000))
                {
                    make.{|ZG0005:Kill|}(entireProcessTree: true);
                }
            }
        }
        """);

    [Fact]
    public Task TimedWait_KillsAndThrowsOnTimeout_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public int Build()
            {
                using var make = Process.Start("make");
                if (!make.WaitForExit(60_000))
                {
                    make.Kill(entireProcessTree: true);
                    throw new TimeoutException("make takes too long");
                }

                return make.ExitCode;
            }
        }
        """);

    [Fact]
    public Task OnlyKillInFinally_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Deployer
        {
            public int Deploy(bool dryRun)
            {
                var rsync = Process.Start("rsync", "-an . remote:");
                try
                {
                    if (dryRun)
                        return 0;

                    Console.WriteLine("copying");
                    return 1;
                }
                finally
                {
                    rsync.{|ZG0005:Kill|}();
                    rsync.Dispose();
                }
            }
        }
        """);

    [Fact]
    public Task WaitInFinally_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Deployer
        {
            public int Deploy(bool dryRun)
            {
                var rsync = Process.Start("rsync", "-an . remote:");
                try
                {
                    if (dryRun)
                        return 0;

                    Console.WriteLine("copying");
                    return 1;
                }
                finally
                {
                    rsync.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task ListFilledByIndex_OnlyKilled_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var running = new List<Process>();
                for (var i = 0; i < files.Length; i++)
                    running.Add(Process.Start("gzip", files[i]));

                for (var i = 0; i < running.Count; i++)
                    running[i].{|ZG0005:Kill|}();
            }
        }
        """);

    [Fact]
    public Task ListDrained_ByIndex_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var running = new List<Process>();
                for (var i = 0; i < files.Length; i++)
                    running.Add(Process.Start("gzip", files[i]));

                for (var i = 0; i < running.Count; i++)
                    running[i].WaitForExit();
            }
        }
        """);

    [Fact]
    public Task KilledByHelper_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Bad(string file)
            {
                var process = Process.Start(file);
                Console.ReadLine();
                {|ZG0005:Stop|}(process);
            }

            public void Good(string file)
            {
                var process = Process.Start(file);
                Console.ReadLine();
                Stop(process);
                process.WaitForExit();
            }

            private static void Stop(Process process)
            {
                if (!process.HasExited)
                {
                    process.Kill();
                }
            }
        }
        """);
}
