using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.CodeFixes.Tests;

public class LeaveToProcessFixTests
{
    private const string Head = "using System;\nusing System.Diagnostics;\nusing System.Threading.Tasks;\nusing ZombieGuard;\n\n";
    private const string Start = "using var p = Process.Start(\"x\");\n";
    private const string Adopt = "ChildReaper.Shared.{|ZG0102:Adopt|}";

    [Theory]
    [InlineData("// no zombies\n" + Adopt + "(p.Id); // here", "// no zombies\np.WaitForExit(); // here")]
    [InlineData("_ = " + Adopt + "(p.Id);\nConsole.WriteLine(p.ExitCode);", "p.WaitForExit();\nConsole.WriteLine(p.ExitCode);")]
    [InlineData("int pid = p.Id;\n" + Adopt + "(pid);", "p.WaitForExit();")]
    [InlineData("var pid = p.Id;\nConsole.WriteLine(pid);\n" + Adopt + "(pid);", "var pid = p.Id;\nConsole.WriteLine(pid);\np.WaitForExit();")]
    [InlineData(Adopt + "(p.Id).Completion.Wait();", "p.WaitForExit();")]
    public Task ResultIsDropped_IsItsOwnWait(string adopt, string wait) => VerifyAsync(Start + adopt, Start + wait);

    [Theory]
    [InlineData("await " + Adopt + "(p.Id).Completion;", "await p.WaitForExitAsync();")]
    [InlineData("var child = " + Adopt + "(p.Id);\nConsole.WriteLine(p.Id);\nawait child.Completion;", "Console.WriteLine(p.Id);\nawait p.WaitForExitAsync();")]
    [InlineData("await " + Adopt + "(p.Id).Completion.ConfigureAwait(false);", "await p.WaitForExitAsync().ConfigureAwait(false);")]
    public Task AwaitedAndDropped_IsAwaited(string adopt, string wait) => VerifyAsync(Start + adopt, Start + wait);

    [Theory]
    [InlineData(Adopt + "(p.Id);\np.StandardInput.Close();\np.WaitForExit();", "p.StandardInput.Close();\np.WaitForExit();")]
    [InlineData("var pid = p.Id;\n" + Adopt + "(pid);\nawait p.WaitForExitAsync();", "await p.WaitForExitAsync();")]
    [InlineData("Keep.Add(p);\n" + Adopt + "(p.Id);\n\nConsole.WriteLine();", "Keep.Add(p);\n\nConsole.WriteLine();")]
    public Task StillInUse_OrInOtherHands_IsLeftToThem(string adopt, string left) => VerifyAsync(Start + adopt, Start + left);

    [Fact]
    public Task AParameter_IsItsCallers() => VerifyAsync(
        "Watch(Process.Start(\"x\"));\n\nstatic void Watch(Process p)\n{\n    Console.WriteLine(p.Id);\n    " + Adopt + "(p.Id);\n}",
        "Watch(Process.Start(\"x\"));\n\nstatic void Watch(Process p)\n{\n    Console.WriteLine(p.Id);\n}");

    [Theory]
    [InlineData("var exit = await " + Adopt + "(p.Id).Completion;\nConsole.WriteLine(exit);")]
    [InlineData("Console.WriteLine(await " + Adopt + "(p.Id).Completion);")]
    [InlineData("var child = " + Adopt + "(p.Id);\nchild.Kill();\nawait child.Completion;")]
    [InlineData(Adopt + "(p.Id).Kill();")]
    [InlineData("if (args.Length > 0)\n    " + Adopt + "(p.Id);\nKeep.Add(p);")]
    [InlineData(Adopt + "(/* the worker */ p.Id);")]
    public Task WhatComesOfItCounts_NotOffered(string adopt) => VerifyAsync(Start + adopt, Start + adopt);

    private static Task VerifyAsync(string body, string fixedBody)
    {
        const string Keep = "\n\nstatic class Keep\n{\n    public static void Add(Process process) => Console.WriteLine(process.Id);\n}\n";
        return FixTest.VerifyWithRuntimeAsync<CallAnalyzer, LeaveToProcessFixProvider>(
            LeaveToProcessFix.Key, Head + body + Keep, Head + fixedBody + Keep, OutputKind.ConsoleApplication);
    }
}
