using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.CodeFixes.Tests;

public class StartInsteadOfForkFixTests
{
    private const string Head = "using System;\nusing System.Runtime.InteropServices;\nusing ZombieGuard;\n\n";
    private const string Fork = "{|ZG0201:fork|}()";
    private const string Exec = "execv(\"/bin/gzip\", new[] { \"gzip\", \"-9\", args[0], null });";
    private const string Branch = "if (pid == 0)\n{\n    " + Exec + "\n    _exit(127);\n}\n";
    private const string Start = "using var child = ChildProcess.Start(\"/bin/gzip\", [\"-9\", args[0]]);";

    [Theory]
    [InlineData("waitpid(pid, out _, 0);", "child.Join();")]
    [InlineData("waitpid(pid, out var status, 0);", "child.Join();")]
    [InlineData("waitpid(pid, out int status, 0);\nConsole.WriteLine(status >> 8);", "int status = child.Join().Status?.Raw ?? 0;\nConsole.WriteLine(status >> 8);")]
    [InlineData("int status;\nwaitpid(pid, out status, 0);\nConsole.WriteLine(status);", "int status;\nstatus = child.Join().Status?.Raw ?? 0;\nConsole.WriteLine(status);")]
    [InlineData("Console.WriteLine($\"pid {pid}\");\nkill(pid, 15);\n_ = 1;\nwaitpid(pid, out _, 0);", "Console.WriteLine($\"pid {child.Pid}\");\nchild.Signal(15);\n_ = 1;\nchild.Join();")]
    public Task ForkAndExec_IsOneStart(string parent, string joined)
        => VerifyAsync("var pid = " + Fork + ";\n" + Branch + "\n" + parent, Start + "\n\n" + joined);

    /// <summary>The library waits for it all the same.</summary>
    [Fact]
    public Task NobodyNamesTheChild_ItIsStarted() => VerifyAsync(
        "var pid = " + Fork + ";\n" + Branch + "\nConsole.WriteLine(\"started\");",
        "ChildProcess.Start(\"/bin/gzip\", [\"-9\", args[0]]);\n\nConsole.WriteLine(\"started\");");

    [Theory]
    [InlineData("if (pid < 0)\n{\n    throw new InvalidOperationException();\n}\n\n" + Branch + "\nwaitpid(pid, out _, 0);", "\n\nchild.Join();")]
    [InlineData(Branch + "\nif (pid == -1)\n    return 1;\n\nwaitpid(pid, out _, 0);\nreturn 0;", "\n\nchild.Join();\nreturn 0;")]
    [InlineData("if (pid == 0)\n{\n    " + Exec + "\n    _exit(127);\n}\nelse\n{\n    Console.WriteLine(pid);\n    waitpid(pid, out _, 0);\n}", "\nConsole.WriteLine(child.Pid);\nchild.Join();")]
    [InlineData("if (pid < 0)\n{\n    Console.WriteLine(\"no\");\n}\nelse if (pid == 0)\n{\n    " + Exec + "\n    _exit(127);\n}\nelse\n{\n    waitpid(pid, out _, 0);\n}", "\nchild.Join();")]
    [InlineData("if (pid is 0)\n{\n    " + Exec + "\n    Console.Error.WriteLine(\"no gzip\");\n    _exit(127);\n}\n\nwaitpid(pid, out _, 0);", "\n\nchild.Join();")]
    [InlineData("if (pid > 0)\n{\n    // The parent\n    waitpid(pid, out _, 0);\n}\nelse\n{\n    " + Exec + "\n}", "\n// The parent\nchild.Join();")]
    public Task TestsOfThePid_Go(string rest, string left) => VerifyAsync("int pid = " + Fork + ";\n" + rest, Start + left);

    [Theory]
    [InlineData("execvp(\"gzip\", new string?[] { \"gzip\", null });", "\"gzip\"")]
    [InlineData("execvp(\"gzip\", [\"gzip\", \"-k\", null]);", "\"gzip\", [\"-k\"]")]
    [InlineData("execlp(\"gzip\", \"gzip\", \"-k\", null);", "\"gzip\", [\"-k\"]")]
    [InlineData("execv(args[0], new[] { args[0], null });", "args[0]")]
    [InlineData("setsid();\n    execvp(\"gzip\", new[] { \"gzip\", \"-k\", null });", "new ChildStartInfo(\"gzip\", \"-k\") { OwnSession = true }")]
    [InlineData("_ = chdir(args[0]);\n    setpgid(0, 0);\n    execvp(\"gzip\", new[] { \"gzip\", null });", "new ChildStartInfo(\"gzip\") { WorkingDirectory = args[0], OwnGroup = true }")]
    public Task WhatTheChildDoes_IsSaidOfTheStart(string does, string start) => VerifyAsync(
        "var pid = " + Fork + ";\nif (pid == 0)\n{\n    " + does + "\n    _exit(127);\n}\n\nwaitpid(pid, out _, 0);",
        "using var child = ChildProcess.Start(" + start + ");\n\nchild.Join();");

    /// <summary>What was made for exec alone goes with it; what it names stays.</summary>
    [Fact]
    public Task ArgumentsMadeBefore_AreTakenFromThere() => VerifyAsync(
        "var file = args[0];\nvar arguments = new[] { \"gzip\", file, null };\nvar pid = " + Fork + ";\nif (pid == 0)\n{\n    execv(\"/bin/gzip\", arguments);\n    _exit(127);\n}\n\nwaitpid(pid, out _, 0);",
        "var file = args[0];\nusing var child = ChildProcess.Start(\"/bin/gzip\", [file]);\n\nchild.Join();");

    /// <summary>Imports that nobody uses any more go too; one that is still used stays.</summary>
    [Fact]
    public Task ImportsThatAreLeft_Go()
    {
        const string Imports = "\n\nclass Program\n{{\n    static void Main()\n    {{\n{0}    }}\n{1}}}\n";
        string Declared(string name, string parameters) => $"\n    [DllImport(\"libc\")]\n    private static extern int {name}({parameters});\n";
        var wait = Declared("waitpid", "int pid, out int status, int options");
        var getpid = Declared("getpid", "");
        var before = Head.TrimEnd() + string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            Imports,
            "        var pid = " + Fork + ";\n        if (pid == 0)\n        {\n            execv(\"/bin/ls\", new[] { \"ls\", null });\n            _exit(getpid());\n        }\n\n        waitpid(pid, out _, 0);\n        Console.WriteLine(getpid());\n",
            Declared("fork", "") + Declared("execv", "string path, string?[] arguments") + Declared("_exit", "int code") + wait + getpid);
        var after = Head.TrimEnd() + string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            Imports,
            "        using var child = ChildProcess.Start(\"/bin/ls\");\n\n        child.Join();\n        Console.WriteLine(getpid());\n",
            getpid);
        return FixTest.VerifyWithRuntimeAsync<CallAnalyzer, StartInsteadOfForkFixProvider>(StartInsteadOfForkFix.Key, before, after, OutputKind.ConsoleApplication);
    }

    [Theory]
    [InlineData("var pid = " + Fork + ";\n" + Branch + "\nreturn pid;")]
    [InlineData("var pid = " + Fork + ";\n" + Branch + "\nvar got = waitpid(pid, out _, 0);\nConsole.WriteLine(got);")]
    [InlineData("var pid = " + Fork + ";\n" + Branch + "\nwaitpid(pid, out _, 2);")]
    [InlineData("var pid = " + Fork + ";\n" + Branch + "\nwhile (waitpid(pid, out _, 0) > 0)\n{\n}")]
    [InlineData("var pid = " + Fork + ";\n" + Branch + "\npid = 1;\nwaitpid(pid, out _, 0);")]
    [InlineData("var pid = " + Fork + ";\nConsole.WriteLine(\"both\");\n" + Branch + "\nwaitpid(pid, out _, 0);")]
    [InlineData("var pid = " + Fork + ";\nif (pid == 0)\n{\n    Console.WriteLine(\"child\");\n    " + Exec + "\n    _exit(127);\n}\n\nwaitpid(pid, out _, 0);")]
    [InlineData("var pid = " + Fork + ";\nif (pid == 0)\n{\n    _exit(0);\n}\n\nwaitpid(pid, out _, 0);")]
    [InlineData("var pid = " + Fork + ";\nif (pid == 0)\n{\n    execv(\"/bin/busybox\", new[] { \"gzip\", null });\n    _exit(127);\n}\n\nwaitpid(pid, out _, 0);")]
    [InlineData("var pid = " + Fork + ";\nif (pid == 0)\n{\n    execv(\"gzip\", new[] { \"gzip\", null });\n    _exit(127);\n}\n\nwaitpid(pid, out _, 0);")]
    [InlineData("var pid = " + Fork + ";\nif (pid == 0)\n{\n    execv(args[0], args);\n    _exit(127);\n}\n\nwaitpid(pid, out _, 0);")]
    [InlineData("var pid = " + Fork + ";\nif (pid != args.Length)\n{\n    " + Exec + "\n    _exit(127);\n}\n\nwaitpid(pid, out _, 0);")]
    [InlineData("if (" + Fork + " == 0)\n{\n    " + Exec + "\n    _exit(127);\n}")]
    [InlineData("var pid = {|ZG0201:forkpty|}(out var master);\nif (pid == 0)\n{\n    " + Exec + "\n    _exit(127);\n}\n\nwaitpid(pid, out _, 0);\nConsole.WriteLine(master);")]
    public Task WhatAStartCannotSay_NotOffered(string body) => VerifyAsync(body, body);

    internal static Task VerifyAsync(string body, string fixedBody, string more = "", LanguageVersion version = LanguageVersion.Preview)
    {
        const string Imports = """


            static class Libc
            {
                [DllImport("libc")]
                public static extern int fork();

                [DllImport("libc")]
                public static extern int vfork();

                [DllImport("libc")]
                public static extern int forkpty(out int master);

                [DllImport("libc")]
                public static extern int execv(string path, string?[] arguments);

                [DllImport("libc")]
                public static extern int execvp(string file, string?[] arguments);

                [DllImport("libc")]
                public static extern int execlp(string file, string name, string argument, string? end);

                [DllImport("libc")]
                public static extern int setsid();

                [DllImport("libc")]
                public static extern int setpgid(int pid, int group);

                [DllImport("libc")]
                public static extern int chdir(string path);

                [DllImport("libc")]
                public static extern void _exit(int code);

                [DllImport("libc")]
                public static extern int kill(int pid, int signal);

                [DllImport("libc")]
                public static extern int wait(out int status);

                [DllImport("libc")]
                public static extern int setenv(string name, string value, int overwrite);

                [DllImport("libc")]
                public static extern int waitpid(int pid, out int status, int options);
            }

            """;
        const string Using = "using static Libc;\n\n";
        var test = FixTest.WithRuntime<CallAnalyzer, StartInsteadOfForkFixProvider>(
            StartInsteadOfForkFix.Key, Head.TrimEnd() + "\n" + Using + body + Imports + more, Head.TrimEnd() + "\n" + Using + fixedBody + Imports + more, OutputKind.ConsoleApplication);
        test.LanguageVersion = version;
        return test.RunAsync();
    }
}
