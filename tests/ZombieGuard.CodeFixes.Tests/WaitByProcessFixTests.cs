using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Xunit;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.CodeFixes.Tests;

public class WaitByProcessFixTests
{
    private const string Imports = """
        [DllImport("libc")]
        internal static extern int waitpid(int pid, out int status, int options);

        [DllImport("libc", EntryPoint = "waitpid")]
        internal static extern int Wait(int pid, IntPtr status, int options);

        [DllImport("libc")]
        internal static extern int wait4(int pid, out int status, int options, IntPtr usage);


        """;

    [Theory]
    [InlineData("{|ZG0102:waitpid|}(p.Id, out _, 0);")]
    [InlineData("{|ZG0102:waitpid|}(p.Id, out int _, 0);")]
    [InlineData("{|ZG0102:waitpid|}(p.Id, out var status, 0);")]
    [InlineData("_ = {|ZG0102:waitpid|}(p.Id, out _, 0);")]
    [InlineData("{|ZG0102:Wait|}(p.Id, IntPtr.Zero, 0);")]
    [InlineData("{|ZG0102:Wait|}(p.Id, default, 0);")]
    [InlineData("{|ZG0102:wait4|}(p.Id, out _, 0, 0);")]
    public Task DroppedResult_IsItsOwnWait(string wait) => VerifyAsync(
        "void M()\n{\n    using var p = Process.Start(\"x\");\n    // until it ends\n    " + wait + " // here\n}",
        "void M()\n{\n    using var p = Process.Start(\"x\");\n    // until it ends\n    p.WaitForExit(); // here\n}");

    [Theory]
    [InlineData("{|ZG0102:waitpid|}(p.Id, out _, 1);")]
    [InlineData("{|ZG0102:waitpid|}(p.Id, out _, options);")]
    [InlineData("{|ZG0102:waitpid|}(p.Id, out var status, 0);\n    Console.WriteLine(status);")]
    [InlineData("var r = {|ZG0102:waitpid|}(p.Id, out _, 0);\n    Console.WriteLine(r);")]
    [InlineData("if ({|ZG0102:waitpid|}(p.Id, out _, 0) < 0) throw new Exception();")]
    [InlineData("{|ZG0102:waitpid|}(p.Id /* of the worker */, out _, 0);")]
    [InlineData("var pid = p.Id;\n    p.Dispose();\n    {|ZG0102:waitpid|}(pid, out _, 0);")]
    [InlineData("var pid = p.Id;\n    p?.Close();\n    {|ZG0102:waitpid|}(pid, out _, 0);")]
    [InlineData("var pid = p.Id;\n    p = new Process();\n    {|ZG0102:waitpid|}(pid, out _, 0);")]
    [InlineData("var pid = p.Id;\n    Task.Run(() => {|ZG0102:waitpid|}(pid, out _, 0));")]
    public Task ResultThatCounts_OrAWaitThatDoesNotBlock_NotOffered(string wait)
    {
        var text = "void M(int options)\n{\n    var p = Process.Start(\"x\");\n    " + wait + "\n}";
        return VerifyAsync(text, text);
    }

    [Theory]
    [InlineData("int pid = p.Id;\n    {|ZG0102:waitpid|}(pid, out _, 0);", "p.WaitForExit();")]
    [InlineData("// until it ends\n    var pid = p.Id;\n    {|ZG0102:waitpid|}(pid, out _, 0);", "// until it ends\n    p.WaitForExit();")]
    [InlineData("int pid = p.Id;\n    Console.WriteLine(pid);\n    {|ZG0102:waitpid|}(pid, out _, 0);", "int pid = p.Id;\n    Console.WriteLine(pid);\n    p.WaitForExit();")]
    [InlineData("int pid = p.Id, n = 1;\n    {|ZG0102:waitpid|}(pid, out _, n - n);\n    Console.WriteLine(n);", null)]
    [InlineData("int status;\n    {|ZG0102:waitpid|}(p.Id, out status, 0);", "p.WaitForExit();")]
    [InlineData("int pid = p.Id;\n    int status = 0;\n    {|ZG0102:waitpid|}(pid, out status, 0);", "p.WaitForExit();")]
    [InlineData("int status;\n    {|ZG0102:waitpid|}(p.Id, out status, 0);\n    Console.WriteLine(status);", null)]
    [InlineData("int pid;\n    pid = p.Id;\n    waitpid(pid, out _, 0);", null)]
    public Task ByWayOfLocals_TheyGoWhereNothingElseNeedsThem(string wait, string? fixedWait)
    {
        const string Start = "void M()\n{\n    using var p = Process.Start(\"x\");\n    ";
        return VerifyAsync(Start + wait + "\n}", Start + (fixedWait ?? wait) + "\n}");
    }

    [Fact]
    public Task PrivateImport_GoesWithItsLastUse()
    {
        const string Private = "[DllImport(\"libc\")]\nprivate static extern int wait4(int pid, IntPtr status, int options, IntPtr usage);\n\n";
        return VerifyAsync(
            Private + "void M(Process p)\n{\n    {|ZG0102:wait4|}(p.Id, IntPtr.Zero, 0, IntPtr.Zero);\n}",
            "void M(Process p)\n{\n    p.WaitForExit();\n}");
    }

    [Fact]
    public Task AsyncCode_Awaits() => VerifyAsync(
        """
        private readonly Process _job = new();

        async Task M()
        {
            await Task.Delay(1).ConfigureAwait(false);
            {|ZG0102:waitpid|}(this._job.Id, out _, 0);
        }
        """,
        """
        private readonly Process _job = new();

        async Task M()
        {
            await Task.Delay(1).ConfigureAwait(false);
            await this._job.WaitForExitAsync().ConfigureAwait(false);
        }
        """);

    [Fact]
    public Task AsyncCodeUnderALock_DoesNotAwait() => VerifyAsync(
        """
        private readonly Process _job = new();

        async Task M()
        {
            await Task.Delay(1);
            lock (_job)
                {|ZG0102:waitpid|}(_job.Id, out _, 0);
        }
        """,
        """
        private readonly Process _job = new();

        async Task M()
        {
            await Task.Delay(1);
            lock (_job)
                _job.WaitForExit();
        }
        """);

    [Fact]
    public Task Several_AreDoneAtOnce() => VerifyAsync(
        "void M(Process p, Process q)\n{\n    {|ZG0102:waitpid|}(p.Id, out _, 0);\n    {|ZG0102:waitpid|}(q.Id, out _, 0);\n}",
        "void M(Process p, Process q)\n{\n    p.WaitForExit();\n    q.WaitForExit();\n}");

    private static Task VerifyAsync(string members, string fixedMembers) =>
        new CSharpCodeFixTest<CallAnalyzer, WaitByProcessFixProvider, DefaultVerifier>
        {
            TestCode = FixTest.InClass(Imports + members),
            FixedCode = FixTest.InClass(Imports + fixedMembers),
            CompilerDiagnostics = CompilerDiagnostics.Warnings,
        }.RunAsync();
}
