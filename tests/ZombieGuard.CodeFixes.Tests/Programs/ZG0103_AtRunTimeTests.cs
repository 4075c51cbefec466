using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;
using ZombieGuard.Analyzers.Rules;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>SIGCHLD taken from the runtime, and given back.</summary>
public sealed class ZG0103_AtRunTimeTests
{
    private const string Head = """
        using System;
        using System.Diagnostics;
        using System.Runtime.InteropServices;
        using System.Threading;
        """;

    private const string Start = """
        Process.Start("/bin/true").WaitForExit();
        Libc.posix_spawn(out var raw, "/bin/true", 0, 0, new[] { "true", null! }, new string[] { null! });
        Console.WriteLine($"raw {raw}");

        """;

    /// <summary>The child is killed from outside: one that ended by itself could be seen by what the runtime still does for the raw child's SIGCHLD.</summary>
    private const string Rest = """

        using var sleep = Process.Start("/bin/sleep", "1000");
        Console.WriteLine($"started {sleep.Id}");
        sleep.WaitForExit();
        Console.WriteLine($"returned {sleep.ExitCode}");
        Thread.Sleep(Timeout.Infinite);
        """;

    private const string Killed = "137";

    private const string Delegate = "\n\ndelegate void SignalHandler(int signal);\n";

    [Fact]
    public Task Ignored_WaitForExitHangs() => ShowAsync("Libc.{|ZG0103:signal|}(Libc.SIGCHLD, Libc.SIG_IGN);", "");

    [Fact]
    [Trait("Scenario", "S3")]
    public Task Handled_WaitForExitHangs() => ShowAsync(
        "var handler = new SignalHandler(OnSigchld);\nLibc.{|ZG0103:signal|}(Libc.SIGCHLD, Marshal.GetFunctionPointerForDelegate(handler));",
        """


        static void OnSigchld(int signal)
        {
            while (Libc.{|ZG0101:waitpid|}(-1, out _, Libc.WNOHANG) > 0)
            {
            }
        }
        """);

    private static async Task ShowAsync(string old, string function)
    {
        using var demonstration = await Demonstration.OfAsync<ReaperFixProvider>(
            ReapInsteadFix.Key,
            Head + "\n\n" + Start + old + Rest + function + Delegate + Demonstration.Libc,
            Head + "\nusing ZombieGuard;\n\n" + Start + "using var reaper = ChildReaper.ReapUnowned();" + Rest + Delegate + Demonstration.Libc);
        await using var broken = demonstration.Broken.Start();
        await using var well = demonstration.Fixed.Start();

        var raw = await well.NumberAsync("raw");
        ProcessTable.Kill(await well.NumberAsync("started"));
        Assert.Equal(Killed, await well.SaysAsync("returned"));
        await ProcessTable.UntilAsync(() => ProcessTable.IsGone(raw), "the raw child reaped");

        var stolen = await broken.NumberAsync("started");
        ProcessTable.Kill(stolen);
        await ProcessTable.UntilAsync(() => ProcessTable.IsGone(stolen), "the child of Process taken");
        await broken.NeverSaysAsync("returned");
    }

    /// <summary>A child of Process that is a zombie: nothing else makes one.</summary>
    [Fact]
    public async Task SetToDefault_WaitForExitHangs_AndTheChildStaysAZombie()
    {
        var source = Head + "\n\n" + Start + "Libc.{|ZG0103:signal|}(Libc.SIGCHLD, Libc.SIG_DFL);" + Rest + Demonstration.Libc;
        await FixTest.VerifyWithRuntimeAsync<CallAnalyzer, ReaperFixProvider>(ReapInsteadFix.Key, source, source, OutputKind.ConsoleApplication);
        using var program = CompiledProgram.From(source);
        await using var broken = program.Start();

        var child = await broken.NumberAsync("started");
        ProcessTable.Kill(child);
        await ProcessTable.UntilAsync(() => ProcessTable.IsZombie(child), "the child of Process a zombie");
        await broken.NeverSaysAsync("returned");
        Assert.True(ProcessTable.IsZombie(child));
    }
}
