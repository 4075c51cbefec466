using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>Two pipes, read one by one, one only, and both at the same time.</summary>
public sealed class ZG0011_AtRunTimeTests
{
    private const string Head = """
        using System;
        using System.Diagnostics;


        """;

    private const string Both = """
        using var job = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec 3>&1; exec seq 20000 >&2"]) { RedirectStandardOutput = true, RedirectStandardError = true });
        Console.WriteLine($"started {job.Id}");

        """;

    private const string Ends = """
        job.WaitForExit();
        Console.WriteLine("ended");
        """;

    private const string BothRead = Head + Both + """
        var errors = job.StandardError.ReadToEndAsync();
        var output = job.StandardOutput.ReadToEnd();
        Console.WriteLine($"read {(await errors).Length}");

        """ + Ends;

    [Fact]
    public async Task OneAfterTheOther_BothSidesHang() => await ShowAsync(
        Head + Both + """
        var output = job.StandardOutput.{|ZG0011:ReadToEnd|}();
        var errors = job.StandardError.ReadToEnd();
        Console.WriteLine($"read {errors.Length}");

        """ + Ends,
        BothRead);

    [Fact]
    public async Task OnlyOneRead_BothSidesHang() =>
        await ShowAsync(Head + Both + "var output = job.StandardOutput.{|ZG0011:ReadToEnd|}();\n" + Ends, BothRead);

    [Fact]
    public async Task NeverRead_TheProcessHangs() => await ShowAsync(
        Head + """
        using var job = Process.{|ZG0011:Start|}(new ProcessStartInfo("/usr/bin/seq", "20000") { RedirectStandardOutput = true });
        Console.WriteLine($"started {job.Id}");

        """ + Ends,
        Head + """
        using var job = Process.Start(new ProcessStartInfo("/usr/bin/seq", "20000"));
        Console.WriteLine($"started {job.Id}");

        """ + Ends);

    private static async Task ShowAsync(string source, string rightSource)
    {
        using var demonstration = await Demonstration.OfAsync(source, rightSource);
        await using var broken = demonstration.Broken.Start();
        await using var right = demonstration.Fixed.Start();

        await right.SaysAsync("ended");
        Assert.Equal(0, await right.EndsAsync());

        var child = await broken.NumberAsync("started");
        await ProcessTable.UntilAsync(() => ProcessTable.IsWritingToAFullPipe(child), "the child before a full pipe");
        await broken.NeverSaysAsync("ended");
        Assert.True(ProcessTable.IsWritingToAFullPipe(child));
    }
}
