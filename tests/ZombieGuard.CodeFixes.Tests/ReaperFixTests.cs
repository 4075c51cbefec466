using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.CodeFixes.Tests;

public class ReaperFixTests
{
    private const string Top = "using System;\nusing System.Diagnostics;\nusing System.Runtime.InteropServices;\nusing System.Threading;\nusing System.Threading.Tasks;\n";

    private const string Imports = """

        static class Libc
        {
            public const int SIGCHLD = 17;
            public const nint SIG_IGN = 1;
            public const nint SIG_DFL = 0;
            public const int WNOHANG = 1;

            public delegate void Handler(int signal);

            [DllImport("libc")]
            public static extern nint signal(int signal, nint handler);

            [DllImport("libc", EntryPoint = "signal")]
            public static extern nint OnSignal(int signal, Handler handler);

            [DllImport("libc")]
            public static extern int waitpid(int pid, out int status, int options);

            [DllImport("libc")]
            public static extern int prctl(int option, ulong arg2, ulong arg3, ulong arg4, ulong arg5);
        }

        """;

    private const string Git = "using (var git = Process.Start(\"git\", \"pull\"))\n    git.WaitForExit();\n";

    [Theory]
    [InlineData("Libc.{|ZG0103:signal|}(Libc.SIGCHLD, Libc.SIG_IGN);")]
    [InlineData("_ = Libc.{|ZG0103:signal|}(17, 1);")]
    [InlineData("using var r = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => Libc.{|ZG0101:{|ZG0104:waitpid|}|}(-1, out var status, Libc.WNOHANG));")]
    [InlineData("var r = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, c =>\n{\n    c.Cancel = true;\n    while (Libc.{|ZG0101:waitpid|}(-1, out _, Libc.WNOHANG) > 0)\n    {\n    }\n});")]
    [InlineData("new Thread(() =>\n{\n    while (true)\n    {\n        if (Libc.{|ZG0101:waitpid|}(-1, out var status, 0) < 0) Thread.Sleep(100);\n    }\n}) { IsBackground = true }.Start();")]
    [InlineData("_ = Task.Run(() =>\n{\n    while (Libc.{|ZG0101:waitpid|}(-1, out _, 0) > 0)\n    {\n    }\n});")]
    [InlineData("while (Libc.{|ZG0101:waitpid|}(-1, out _, Libc.WNOHANG) > 0)\n{\n}")]
    [InlineData("Libc.{|ZG0101:waitpid|}(-1, out _, Libc.WNOHANG);")]
    public Task ProgramThatReaps_ByTheReaper(string old) =>
        VerifyAsync("// children\n" + old + " // all\n" + Git, "// children\nusing var reaper = ChildReaper.ReapUnowned(); // all\n" + Git);

    [Fact]
    public Task HandlerThatReaps_GoesWithItsWait()
    {
        const string Old = "Libc.{|ZG0103:OnSignal|}(Libc.SIGCHLD, _ =>\n{\n    while (Libc.{|ZG0101:waitpid|}(-1, out var status, Libc.WNOHANG) > 0)\n    {\n    }\n});\n";
        return VerifyAsync(Old + Git, "using var reaper = ChildReaper.ReapUnowned();\n" + Git);
    }

    [Theory]
    [InlineData("Libc.{|ZG0103:signal|}(Libc.SIGCHLD, Libc.SIG_DFL);")]
    [InlineData("var old = Libc.{|ZG0103:signal|}(Libc.SIGCHLD, Libc.SIG_IGN);\nConsole.WriteLine(old);")]
    [InlineData("Libc.{|ZG0103:OnSignal|}(Libc.SIGCHLD, _ => Console.WriteLine());")]
    [InlineData("using var r = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ =>\n{\n    while (Libc.{|ZG0101:waitpid|}(-1, out var status, Libc.WNOHANG) > 0)\n    {\n    }\n});")]
    [InlineData("while (Libc.{|ZG0101:waitpid|}(-1, out _, 0) > 0)\n{\n}")]
    [InlineData("while (true)\n{\n    Thread.Sleep(9);\n    if (args.Length > 0) break;\n    Libc.{|ZG0101:waitpid|}(-1, out _, Libc.WNOHANG);\n    Console.ReadLine();\n}")]
    [InlineData("var pid = Libc.{|ZG0101:waitpid|}(-1, out _, Libc.WNOHANG);\nConsole.WriteLine(pid);")]
    [InlineData("new Thread(() =>\n{\n    while (true) Libc.{|ZG0101:waitpid|}(-1, out _, 0);\n}).Start();")]
    [InlineData("await Task.Run(() =>\n{\n    while (Libc.{|ZG0101:waitpid|}(-1, out _, 0) > 0)\n    {\n    }\n});")]
    public Task WhatDoesMoreThanReap_OrIsWaitedFor_NotOffered(string old)
    {
        var text = Top + "\n" + old + "\n" + Git + Imports;
        return FixTest.VerifyWithRuntimeAsync<CallAnalyzer, ReaperFixProvider>(ReapInsteadFix.Key, text, text, OutputKind.ConsoleApplication);
    }

    [Fact]
    public Task InAMethodOfItsOwn_TheReaperOutlivesIt() => VerifyTextAsync(
        ReapInsteadFix.Key,
        "class Server\n{\n    void Start()\n    {\n        Libc.{|ZG0103:signal|}(Libc.SIGCHLD, Libc.SIG_IGN);\n    }\n}\n",
        "class Server\n{\n    void Start()\n    {\n        _ = ChildReaper.ReapUnowned();\n    }\n}\n",
        OutputKind.DynamicallyLinkedLibrary);

    [Fact]
    public Task InABlockOfMain_TheReaperOutlivesIt() => VerifyTextAsync(
        ReapInsteadFix.Key,
        "class Program\n{\n    static void Main(string[] args)\n    {\n        if (args.Length == 0)\n            Libc.{|ZG0103:signal|}(Libc.SIGCHLD, Libc.SIG_IGN);\n        Process.Start(\"x\").WaitForExit();\n    }\n}\n",
        "class Program\n{\n    static void Main(string[] args)\n    {\n        if (args.Length == 0)\n            _ = ChildReaper.ReapUnowned();\n        Process.Start(\"x\").WaitForExit();\n    }\n}\n",
        OutputKind.ConsoleApplication);

    [Theory]
    [InlineData("Libc.prctl(36, 1, 0, 0, 0);\n", "")]
    [InlineData("var error = Libc.prctl(36, 1, 0, 0, 0);\n", "Console.WriteLine(error);\n")]
    [InlineData("if (Libc.prctl(36, 1, 0, 0, 0) != 0)\n    return;\n", "")]
    public Task Subreaper_GetsAReaper(string call, string rest)
    {
        var before = call.Replace("prctl", "{|ZG0105:prctl|}", StringComparison.Ordinal) + rest + Git;
        return VerifyTextAsync(ReapBesideFix.Key, before + Imports, call + "using var reaper = ChildReaper.ReapUnowned();\n" + rest + Git + Imports, OutputKind.ConsoleApplication, isWhole: true);
    }

    [Fact]
    public Task SubreaperInAWrapper_NotOffered()
    {
        var text = Top + "\nclass Native\n{\n    public static bool Become() => Libc.{|ZG0105:prctl|}(36, 1, 0, 0, 0) == 0;\n}\n" + Imports;
        return FixTest.VerifyWithRuntimeAsync<CallAnalyzer, ReaperFixProvider>(ReapBesideFix.Key, text, text);
    }

    [Fact]
    public Task WithoutTheLibrary_NotOffered()
    {
        const string Handler = "\nusing var r = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => Libc.{|ZG0101:{|ZG0104:waitpid|}|}(-1, out var status, 1));\n";
        var text = Top + "\nLibc.{|ZG0103:signal|}(Libc.SIGCHLD, Libc.SIG_IGN);" + Handler + Git + Imports;
        var test = FixTest.WithRuntime<CallAnalyzer, ReaperFixProvider>(null!, text, text, OutputKind.ConsoleApplication);
        test.TestState.AdditionalReferences.Clear();
        return test.RunAsync();
    }

    [Fact]
    public Task WithoutTheLibrary_BesideASubreaper_NotOffered()
    {
        var text = Top + "\nLibc.{|ZG0105:prctl|}(36, 1, 0, 0, 0);\n" + Git + Imports;
        var test = FixTest.WithRuntime<CallAnalyzer, ReaperFixProvider>(null!, text, text, OutputKind.ConsoleApplication);
        test.TestState.AdditionalReferences.Clear();
        return test.RunAsync();
    }

    /// <summary>Where the library is not there the message says where it can be had.</summary>
    [Fact]
    public void MessageNamesThePackage()
    {
        var sentences = new CallAnalyzer().SupportedDiagnostics.Concat(new ObligationAnalyzer().SupportedDiagnostics)
            .ToLookup(d => d.Id, d => d.MessageFormat.ToString(CultureInfo.InvariantCulture));
        Assert.All(
            new ReaperFixProvider().FixableDiagnosticIds.Append("ZG0001"),
            id => Assert.Contains(sentences[id], sentence => sentence.Contains("package ZombieGuard.Runtime", StringComparison.Ordinal)));
    }

    private static Task VerifyAsync(string body, string fixedBody) =>
        VerifyTextAsync(ReapInsteadFix.Key, body + Imports, fixedBody + Imports, OutputKind.ConsoleApplication, isWhole: true);

    private static Task VerifyTextAsync(string key, string text, string fixedText, OutputKind kind, bool isWhole = false) =>
        FixTest.VerifyWithRuntimeAsync<CallAnalyzer, ReaperFixProvider>(
            key, Top + "\n" + text + (isWhole ? "" : Imports), Top + "using ZombieGuard;\n\n" + fixedText + (isWhole ? "" : Imports), kind);
}
