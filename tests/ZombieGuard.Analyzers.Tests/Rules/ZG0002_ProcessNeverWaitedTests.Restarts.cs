using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

// A Process that is started again lets go of the child that it stood for.
public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task StartedASecondTimeBeforeTheWait_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Associations
        {
            public bool Register(string formats)
            {
                using var tool = new Process();
                tool.StartInfo.FileName = "regtool";
                tool.StartInfo.Arguments = $"regassociations {formats}";
                tool.{|ZG0002:Start|}();

                try
                {
                    tool.Start();
                }
                catch
                {
                    return false;
                }

                tool.WaitForExit();
                return tool.ExitCode == 0;
            }
        }
        """);

    [Fact]
    public Task StartedASecondTimeAfterTheWait_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Wallpaper
        {
            public bool Set(string file)
            {
                using var tool = new Process();
                tool.StartInfo.FileName = "setwallpaper";
                tool.StartInfo.Arguments = file;
                tool.Start();
                tool.WaitForExit();

                if (tool.ExitCode == 5)
                {
                    tool.StartInfo.FileName = "pkexec";
                    tool.StartInfo.Arguments = $"setwallpaper {file}";
                    tool.Start();
                    tool.WaitForExit();
                }

                return tool.ExitCode == 0;
            }
        }
        """);

    [Fact]
    public Task StartedInALoop_WaitBehindIt_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Converter
        {
            public void Convert(string[] files)
            {
                using var convert = new Process();
                convert.StartInfo.FileName = "convert";
                foreach (var file in files)
                {
                    convert.StartInfo.Arguments = file;
                    convert.Start();
                }

                convert.{|ZG0006:WaitForExit|}();
            }
        }
        """);

    [Fact]
    public Task StartedInALoop_WaitInIt_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Converter
        {
            public void Convert(string[] files)
            {
                using var convert = new Process();
                convert.StartInfo.FileName = "convert";
                foreach (var file in files)
                {
                    convert.StartInfo.Arguments = file;
                    convert.Start();
                    convert.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task StartedUntilItStarts_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.ComponentModel;
        using System.Diagnostics;
        using System.Threading;

        class Launcher
        {
            public int Launch(string program)
            {
                using var child = new Process();
                child.StartInfo.FileName = program;
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        if (child.Start())
                        {
                            break;
                        }
                    }
                    catch (Win32Exception) when (attempt < 3)
                    {
                        Thread.Sleep(100);
                    }
                }

                child.WaitForExit();
                return child.ExitCode;
            }
        }
        """);

    [Fact]
    public Task RestartedWhenItHangs_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Probe
        {
            public int Run(string program)
            {
                using var probe = new Process();
                probe.StartInfo.FileName = program;
                probe.Start();
                if (!probe.{|ZG0004:WaitForExit|}(1000))
                {
                    probe.Start();
                    probe.WaitForExit();
                }

                return probe.ExitCode;
            }
        }
        """);

    [Fact]
    public Task RestartedWhenItHangs_AfterKillAndWait_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Probe
        {
            public int Run(string program)
            {
                using var probe = new Process();
                probe.StartInfo.FileName = program;
                probe.Start();
                if (!probe.WaitForExit(1000))
                {
                    probe.Kill();
                    probe.WaitForExit();
                    probe.Start();
                    probe.WaitForExit();
                }

                return probe.ExitCode;
            }
        }
        """);

    [Fact]
    public Task StartedASecondTime_ExitOfBothIsHeardOf_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Watchdog
        {
            public void Run(string program)
            {
                var child = new Process { StartInfo = new ProcessStartInfo(program), EnableRaisingEvents = true };
                child.Exited += (_, _) => Console.WriteLine("gone");
                child.Start();
                child.Start();
                child.WaitForExit();
            }
        }
        """);
}
