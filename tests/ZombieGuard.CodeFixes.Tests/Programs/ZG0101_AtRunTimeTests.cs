using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>A reaper of all children beside Process, and the library's in its place.</summary>
public sealed class ZG0101_AtRunTimeTests
{
    /// <summary>Rounds in which the broken program is to be caught; it mostly is in the first hundred.</summary>
    private const string Endless = "1000000";

    private const string Work = """

                Libc.posix_spawn(out var raw, "/bin/true", 0, 0, new[] { "true", null! }, new string[] { null! });
                Console.WriteLine($"raw {raw}");
                for (var i = 0; i < int.Parse(args[0]); i++)
                {
                    using var grep = Process.Start("/bin/false");
                    Console.WriteLine($"started {grep.Id}");
                    grep.WaitForExit();
                    Console.WriteLine($"exited {grep.ExitCode}");
                }

                Console.WriteLine("done");
                Thread.Sleep(Timeout.Infinite);
        """;

    private const string Head = """
        using System;
        using System.Diagnostics;
        using System.Runtime.InteropServices;
        using System.Threading;
        """;

    [Fact]
    [Trait("Scenario", "S3")]
    public async Task Handler_TakesWhatProcessWaitsFor_TheReaperDoesNot()
    {
        const string Registration = "using var registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, OnChild);";
        const string Reaper = "using var reaper = ChildReaper.ReapUnowned(new UnownedReaperOptions { OnReaped = OnReaped });";
        const string Handler = """


                static void OnChild(PosixSignalContext context)
                {
                    int pid;
                    while ((pid = Libc.{|ZG0101:waitpid|}(-1, out int status, Libc.WNOHANG)) > 0)
                    {
                        Console.WriteLine($"reaped {pid}: {status >> 8}");
                    }
                }
            """;
        const string Callback = """


                static void OnReaped(ChildExit exit)
                {
                    int pid = exit.Pid;
                    int status = exit.Status!.Value.Raw;
                    Console.WriteLine($"reaped {pid}: {status >> 8}");
                }
            """;
        using var demonstration = await Demonstration.OfAsync<ReaperFixProvider>(
            ReapInsteadFix.Key, Program(Head, Registration, Handler), Program(Head + "\nusing ZombieGuard;", Reaper, Callback));
        await ShowAsync(demonstration, tells: true);
    }

    [Fact]
    [Trait("Scenario", "S3")]
    public async Task Thread_TakesWhatProcessWaitsFor_TheReaperDoesNot()
    {
        const string Thread = "var thread = new Thread(ReapLoop);\n        thread.IsBackground = true;\n        thread.Start();";
        const string Loop = """


                static void ReapLoop()
                {
                    while (true)
                    {
                        if (Libc.{|ZG0101:waitpid|}(-1, out _, 0) < 0)
                            Thread.Sleep(10);
                    }
                }
            """;
        using var demonstration = await Demonstration.OfAsync<ReaperFixProvider>(
            ReapInsteadFix.Key, Program(Head, Thread, Loop), Program(Head + "\nusing ZombieGuard;", "using var reaper = ChildReaper.ReapUnowned();", ""));
        await ShowAsync(demonstration, tells: false);
    }

    private static async Task ShowAsync(Demonstration demonstration, bool tells)
    {
        await using var broken = demonstration.Broken.Start(Endless);
        await using var well = demonstration.Fixed.Start("200");

        // It waits for ever for a child that is gone, or the runtime has found out and ended it.
        if (await broken.StallsAsync())
        {
            var last = broken.ValuesOf("started")[^1];
            Assert.True(ProcessTable.IsGone(int.Parse(last, CultureInfo.InvariantCulture)), broken.Output);
            Assert.True(broken.ValuesOf("exited").Count < broken.ValuesOf("started").Count, broken.Output);
        }
        else
        {
            Assert.Contains("Error while reaping child. errno = 10", broken.Output);
        }

        await well.SaysAsync("done");
        Assert.Equal(Enumerable.Repeat("1", 200), well.ValuesOf("exited"));
        var raw = await well.NumberAsync("raw");
        await ProcessTable.UntilAsync(() => ProcessTable.IsGone(raw), "the raw child reaped");
        if (tells)
        {
            Assert.Equal($"{raw}: 0", await well.SaysAsync("reaped"));
        }
    }

    private static string Program(string head, string start, string function) => $$"""
        {{head}}

        class Program
        {
            static void Main(string[] args)
            {
                // No zombies, please.
                {{start}}
        {{Work}}
            }{{function}}
        }
        """.Replace("\r", "", StringComparison.Ordinal) + Demonstration.Libc;
}
