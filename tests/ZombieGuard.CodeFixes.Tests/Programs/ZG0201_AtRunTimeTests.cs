using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis;
using Xunit;
using ZombieGuard.Analyzers.Rules;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>The runtime forked, with the settings that every program has.</summary>
public sealed class ZG0201_AtRunTimeTests
{
    private const string Forks = """
        using System;
        using System.Runtime.InteropServices;

        var pid = {|ZG0201:fork|}();
        if (pid == 0)
        {
            execv("/bin/sh", new[] { "sh", "-c", "exit 7", null! });
            _exit(127);
        }

        waitpid(pid, out var status, 0);
        Console.WriteLine($"status {status}");

        [DllImport("libc")]
        static extern int fork();

        [DllImport("libc")]
        static extern int execv(string path, string[] arguments);

        [DllImport("libc")]
        static extern void _exit(int code);

        [DllImport("libc")]
        static extern int waitpid(int pid, out int status, int options);
        """;

    private const string Fixed = """
        using System;
        using System.Runtime.InteropServices;
        using ZombieGuard;

        using var child = ChildProcess.Start("/bin/sh", ["-c", "exit 7"]);

        var status = child.Join().Status?.Raw ?? 0;
        Console.WriteLine($"status {status}");

        """;

    private const int Exit7 = 7 << 8;

    [Fact]
    public async Task ChildThatBecomesAnotherProgram_DoesNotGetThere()
    {
        await new CSharpAnalyzerTest<CallAnalyzer, DefaultVerifier> { TestCode = Forks, TestState = { OutputKind = OutputKind.ConsoleApplication } }.RunAsync();
        using var program = CompiledProgram.From(Forks);
        var endings = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            await using var run = program.Start();
            return (Code: await run.EndsAsync(), run.Output);
        }));

        // Killed by a signal: the parent (its exit code says so), or the child (the low bits of its status do).
        Assert.All(endings, ending => Assert.True(
            ending.Code > 128 || (ending.Output.StartsWith("status ", System.StringComparison.Ordinal) && ending.Output != $"status {Exit7}"),
            $"{ending.Code}: {ending.Output}"));
    }

    [Fact]
    public async Task StartedByTheLibrary_DoesGetThere()
    {
        await FixTest.VerifyWithRuntimeAsync<CallAnalyzer, StartInsteadOfForkFixProvider>(
            StartInsteadOfForkFix.Key, Forks, Fixed, OutputKind.ConsoleApplication);
        using var program = CompiledProgram.From(Fixed, typeof(ChildReaper).Assembly);
        for (var i = 0; i < 3; i++)
        {
            await using var run = program.Start();
            Assert.Equal(0, await run.EndsAsync());
            Assert.Equal($"status {Exit7}", run.Output);
        }
    }
}
