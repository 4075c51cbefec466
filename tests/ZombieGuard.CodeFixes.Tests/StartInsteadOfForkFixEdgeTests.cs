using System;
using System.Globalization;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.CodeFixes.Tests;

/// <summary>Programs that a start would change if it were written without a second look, and what is written for their near-twins.</summary>
public class StartInsteadOfForkFixEdgeTests
{
    private const string Fork = "var pid = {|ZG0201:fork|}();\n";
    private const string Exec = "execv(\"/bin/gzip\", new[] { \"gzip\", null });";
    private const string Branch = "if (pid == 0)\n{\n    " + Exec + "\n    _exit(127);\n}\n";
    private const string Start = "using var child = ChildProcess.Start(\"/bin/gzip\");\n";
    private const string Wait = "\nwaitpid(pid, out _, 0);";
    private const string Join = "\nchild.Join();";
    private const string SavedStatus = "\nstatic class Saved\n{\n    public static int Status = 1;\n}\n";
    private const string Own = "\nstatic class Own\n{\n    public static void kill(int pid, int how)\n    {\n        Console.WriteLine(pid);\n        Console.WriteLine(how);\n    }\n\n    public static void waitpid(int pid, out int status, int options) => status = pid + options;\n\n    public static void execv(string path, string?[] list)\n    {\n        Console.WriteLine(path);\n        Console.WriteLine(list.Length);\n    }\n}\n";

    /// <summary>What a test does beside comparing, and a branch that the child may take as well, would be lost.</summary>
    [Theory]
    [InlineData("if (Console.KeyAvailable && pid == 0)\n{\n    " + Exec + "\n    _exit(127);\n}\n")]
    [InlineData("if (pid == 0 && setsid() > 0)\n{\n    " + Exec + "\n    _exit(127);\n}\n")]
    [InlineData("if (setsid() > 0 && pid < 0)\n{\n    return;\n}\n\n" + Branch)]
    [InlineData("if ((Saved.Pid = pid) < 0)\n{\n    return;\n}\n\n" + Branch)]
    [InlineData("if (pid == 0 && args.Length > 1)\n{\n    Console.WriteLine(\"child\");\n}\n\n" + Branch)]
    [InlineData("if (pid == 0)\n{\n    " + Exec + "\n    _exit(127);\n}\nelse if (args.Length > 0)\n{\n    Console.WriteLine(\"parent\");\n}\n")]
    public Task TestsThatDoMore_NotOffered(string tests)
        => NotOfferedAsync(Fork + tests + Wait, "\nstatic class Saved\n{\n    public static int Pid = 1;\n}\n");

    /// <summary>Another's wait takes the status of a child that nobody of this text waits for; and exec hands on what setenv has set.</summary>
    [Theory]
    [InlineData(Fork + Branch + "\nwait(out _);")]
    [InlineData(Fork + Branch + "\nwaitpid(-1, out _, 0);")]
    [InlineData(Fork + Branch + "\nReap();\n\nvoid Reap() => waitpid(-1, out _, 1);")]
    [InlineData("setenv(\"LANG\", \"C\", 1);\n" + Fork + Branch + Wait)]
    public Task WhatWorksOnTheChildFromOutside_NotOffered(string body) => NotOfferedAsync(body);

    /// <summary>A function is what is imported under its name, by whatever way.</summary>
    [Theory]
    [InlineData("Wait(pid, out _);\n\nvoid Wait(int of, out int status) => waitpid(of, out status, 0);", "child.Join();")]
    [InlineData("Stop(pid);\n\nvoid Stop(int who) => kill(who, 15);", "child.Signal(15);")]
    public Task WrappersThatPassOn_AreFollowed(string parent, string joined)
        => StartInsteadOfForkFixTests.VerifyAsync(Fork + Branch + "\n" + parent, Start + "\n" + joined);

    [Theory]
    [InlineData("Wait(pid);\n\nvoid Wait(int of) => waitpid(of, out _, 0);")]
    [InlineData("Own.kill(pid, 15);")]
    [InlineData("Own.waitpid(pid, out _, 0);")]
    [InlineData("waitpid(options: 0, pid: pid, status: out _);")]
    [InlineData("Action wait = () => waitpid(pid, out _, 0);\nwait();")]
    public Task OthersOfThatName_NotOffered(string parent) => NotOfferedAsync(Fork + Branch + "\n" + parent, Own);

    [Fact]
    public Task AnExecOfTheProgramsOwn_NotOffered()
        => NotOfferedAsync(Fork + "if (pid == 0)\n{\n    Own." + Exec + "\n}\n" + Wait, Own);

    /// <summary>The start takes place later than the array was made, or elsewhere than the child would have looked.</summary>
    [Theory]
    [InlineData("var file = args[0];\nvar list = new[] { \"gzip\", file, null };\nfile = \"other\";\n" + Fork + "if (pid == 0)\n{\n    execvp(\"gzip\", list);\n}\n" + Wait + "\nConsole.WriteLine(file);")]
    [InlineData("var list = new[] { \"gzip\", Console.ReadLine(), null };\n" + Fork + "if (pid == 0)\n{\n    execvp(\"gzip\", list);\n}\n" + Wait)]
    [InlineData(Fork + "if (pid == 0)\n{\n    chdir(\"/opt\");\n    execv(\"./gzip\", new[] { \"gzip\", null });\n}\n" + Wait)]
    [InlineData(Fork + "if (pid == 0)\n{\n    chdir(\"/opt\");\n    execv(args[0], new[] { args[0], null });\n}\n" + Wait)]
    [InlineData("var n = 1;\n" + Fork + "if (pid == 0)\n{\n    execvp(\"gzip\", new[] { \"gzip\", $\"-{n++}\", null });\n}\n" + Wait + "\nConsole.WriteLine(n);")]
    [InlineData(Fork + "if (pid == 0)\n{\n    execvp(\"gzip\", [\"gzip\", .. args, null]);\n}\n" + Wait)]
    [InlineData(Fork + "if (pid == 0)\n{\n    if (chdir(\"/opt\") == 0)\n    {\n        _exit(1);\n    }\n\n    " + Exec + "\n}\n" + Wait)]
    public Task WhatWouldBeOfAnotherTimeOrPlace_NotOffered(string body) => NotOfferedAsync(body);

    [Fact]
    public Task TextThatIsLeftOut_MayNameThePid()
        => NotOfferedAsync(Fork + Branch + Wait + "\n#if TRACE_PID\nConsole.WriteLine(pid);\n#endif");

    [Theory]
    [InlineData("#if X\nif (pid == 1)\n{\n}\n#endif\n" + Branch)]
    [InlineData("if (pid == 0)\n{\n#if X\n    setsid();\n#endif\n    " + Exec + "\n}\n")]
    public Task TextThatIsLeftOut_MayBeTheChilds(string tests) => NotOfferedAsync(Fork + tests + Wait);

    [Theory]
    [InlineData("ref var last = ref Saved.Status;\n", "waitpid(pid, out last, 0);", "last = child.Join().Status?.Raw ?? 0;")]
    [InlineData("", "waitpid(pid, out Saved.Status, 0);", null)]
    [InlineData("", "var late = Task.Run(() =>\n{\n    waitpid(pid, out var status, 0);\n    return status;\n});\nlate.Wait();", "var late = Task.Run(() =>\n{\n    var status = child.Join().Status?.Raw ?? 0;\n    return status;\n});\nlate.Wait();")]
    [InlineData("", "_ = waitpid(pid, out _, 0);", "child.Join();")]
    [InlineData("", "if (waitpid(pid, out var status, 0) < 0)\n{\n    throw new InvalidOperationException($\"no {pid}\");\n}\n\nConsole.WriteLine(status);", "var status = child.Join().Status?.Raw ?? 0;\n\nConsole.WriteLine(status);")]
    [InlineData("", "while (waitpid(pid, out _, 0) == -1 && Marshal.GetLastPInvokeError() == 4)\n{\n}", "child.Join();")]
    [InlineData("", "Console.WriteLine(\"pid \" + pid);\nConsole.Error.WriteLine(pid);\nvar text = pid.ToString();\nwaitpid(pid, out _, 0);\nConsole.WriteLine(text);", "Console.WriteLine(\"pid \" + child.Pid);\nConsole.Error.WriteLine(child.Pid);\nvar text = child.Pid.ToString();\nchild.Join();\nConsole.WriteLine(text);")]
    public Task WhatTheParentDoes_IsSaidOfTheChild(string before, string parent, string? joined)
    {
        var body = before + Fork + Branch + "\n" + parent;
        return StartInsteadOfForkFixTests.VerifyAsync("using System.Threading.Tasks;\n\n" + body, "using System.Threading.Tasks;\n\n" + (joined is null ? body : before + Start + "\n" + joined), SavedStatus);
    }

    /// <summary>The parent's branch loses its braces, and nothing else.</summary>
    [Theory]
    [InlineData("{\n    int status;\n    waitpid(pid, out status, 0);\n}", "child.Join();")]
    [InlineData("{ // the parent\n    waitpid(pid, out _, 0); // wait\n    // done\n}", "// the parent\nchild.Join(); // wait\n// done")]
    [InlineData("{\n    Console.WriteLine(@\"a   \n    b\");\n    waitpid(pid, out _, 0);\n}", "Console.WriteLine(@\"a   \n    b\");\nchild.Join();")]
    [InlineData("{\n    Console.WriteLine(\"\"\"\n        a\n          b\n        \"\"\");\n    waitpid(pid, out _, 0);\n}", "Console.WriteLine(\"\"\"\n        a\n          b\n        \"\"\");\nchild.Join();")]
    [InlineData("{\n    using var file = System.IO.File.OpenRead(\"log\");\n    waitpid(pid, out _, 0);\n}\n\nConsole.WriteLine(\"closed\");", "{\n    using var file = System.IO.File.OpenRead(\"log\");\n    child.Join();\n}\n\nConsole.WriteLine(\"closed\");")]
    [InlineData("{ waitpid(pid, out _, 0); }", "child.Join();")]
    [InlineData("    waitpid(pid, out _, 0); // wait", "    child.Join(); // wait", true)]
    [InlineData("{\n    waitpid(\n        pid,\n        out _,\n        0);\n}", "child.Join();")]
    [InlineData("{\n}\n\nwaitpid(pid, out _, 0);", "\nchild.Join();")]
    [InlineData("{\n    waitpid(pid, out var status, 0);\n    Console.WriteLine(status);\n}\n\nforeach (var status in args)\n{\n    Console.WriteLine(status);\n}", "{\n    var status = child.Join().Status?.Raw ?? 0;\n    Console.WriteLine(status);\n}\n\nforeach (var status in args)\n{\n    Console.WriteLine(status);\n}")]
    public Task TheParentsBranch_StaysAsItIs(string parent, string left, bool isEmbedded = false)
        => StartInsteadOfForkFixTests.VerifyAsync(Fork + Branch + "else\n" + parent, Start + (isEmbedded ? left.Trim() : left));

    /// <summary>A name that meant a field outside must not come to mean the variable of the branch.</summary>
    [Fact]
    public Task ANameThatIsAlsoAField_KeepsItsBraces()
    {
        const string Text = "Two.Run();\n\nstatic class Two\n{{\n    private static int last = 3;\n\n    public static void Run()\n    {{\n{0}            Console.WriteLine(last);\n        }}\n\n        Console.WriteLine(last);\n    }}\n}}\n";
        string Body(string text) => string.Format(CultureInfo.InvariantCulture, Text, text);
        return StartInsteadOfForkFixTests.VerifyAsync(
            Body("        " + Fork + "        if (pid == 0) {\n            " + Exec + "\n        } else {\n            waitpid(pid, out var last, 0);\n"),
            Body("        " + Start + "        {\n            var last = child.Join().Status?.Raw ?? 0;\n"));
    }

    [Theory]
    [InlineData("if (execv(\"/bin/gzip\", new[] { \"gzip\", null }) < 0)\n    {\n        _exit(127);\n    }")]
    [InlineData("var failed = execv(\"/bin/gzip\", new[] { \"gzip\", null });\n    _exit(failed);")]
    [InlineData("execlp(\"/bin/gzip\", \"gzip\", \"-9\", (string?)null);", "\"/bin/gzip\", [\"-9\"]")]
    [InlineData("var list = new[] { \"gzip\", \"-9\", null };\n    execv(\"/bin/gzip\", list);\n    _exit(127);", "\"/bin/gzip\", [\"-9\"]")]
    [InlineData("string?[] list = [\"gzip\", @\"C:\\x\", $\"-{args.Length}\", null!];\n    execv(\"/bin/gzip\", list);\n    _exit(127);", "\"/bin/gzip\", [@\"C:\\x\", $\"-{args.Length}\"]")]
    [InlineData("if (chdir(\"/opt\") != 0)\n    {\n        _exit(126);\n    }\n\n    if (setsid() == -1)\n        _exit(125);\n    execvp(\"gzip\", new[]\n    {\n        \"gzip\", // name\n        \"-9\", // best\n        null,\n    });", "new ChildStartInfo(\"gzip\", \"-9\") { WorkingDirectory = \"/opt\", OwnSession = true }")]
    public Task WhatTheChildDoes_CanBeWrittenInManyWays(string does, string start = "\"/bin/gzip\"")
        => StartInsteadOfForkFixTests.VerifyAsync(Fork + "if (pid == 0)\n{\n    " + does + "\n}\n" + Wait, "using var child = ChildProcess.Start(" + start + ");\n" + Join);

    /// <summary>Carriage returns, braces on the line, and languages that lack what the newest has.</summary>
    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, "var child")]
    [InlineData(LanguageVersion.CSharp8, "using var child")]
    [InlineData(LanguageVersion.CSharp11, "using var child")]
    public Task OlderLanguages_GetWhatTheyKnow(LanguageVersion version, string declared)
    {
        var test = FixTest.WithRuntime<CallAnalyzer, StartInsteadOfForkFixProvider>(
            StartInsteadOfForkFix.Key,
            InClass("        var pid = {|ZG0201:fork|}();\n        if (pid == 0) {\n            execv(\"/bin/gzip\", new[] { \"gzip\", \"-9\", null });\n        } else {\n            // The parent\n            waitpid(pid, out _, 0);\n        }\n", version < LanguageVersion.CSharp8 ? "string[]" : "string?[]"),
            InClass("        " + declared + " = ChildProcess.Start(\"/bin/gzip\", new[] { \"-9\" });\n        // The parent\n        child.Join();\n", null),
            OutputKind.DynamicallyLinkedLibrary);
        test.LanguageVersion = version;
        return test.RunAsync();
    }

    [Theory]
    [InlineData("var pid = {|ZG0201:fork|}();\nif (pid == 0) { " + Exec + " _exit(127); } else { waitpid(pid, out _, 0); }", Start + "child.Join();")]
    [InlineData("var pid = {|ZG0201:vfork|}();\nif (pid > 0) waitpid(pid, out _, 0); else " + Exec, Start + "child.Join();")]
    [InlineData(Fork + Branch + "\nConsole.CancelKeyPress += (_, e) =>\n{\n    kill(pid, 2);\n    e.Cancel = true;\n};\ntry\n{\n    Console.ReadLine();\n}\nfinally\n{\n    waitpid(pid, out _, 0);\n}", Start + "\nConsole.CancelKeyPress += (_, e) =>\n{\n    child.Signal(2);\n    e.Cancel = true;\n};\ntry\n{\n    Console.ReadLine();\n}\nfinally\n{\n    child.Join();\n}")]
    [InlineData(Fork + "if (pid < 0)\n    return 1;\nelse if (pid == 0)\n    " + Exec + "\nelse\n{\n    foreach (var word in args)\n    {\n        Console.WriteLine(word);\n    }\n\n    waitpid(pid, out var status, 0);\n    return status;\n}\n\nforeach (var word in args)\n{\n    Console.WriteLine(word);\n}\n\nreturn 2;", null)]
    [InlineData(Fork + "if (pid == 0)\n    " + Exec + "\nelse\n{\n    foreach (var word in args)\n    {\n        Console.WriteLine(word);\n    }\n\n    waitpid(pid, out _, 0);\n}\n\nforeach (var word in args)\n{\n    Console.WriteLine(word);\n}", Start + "foreach (var word in args)\n{\n    Console.WriteLine(word);\n}\n\nchild.Join();\n\nforeach (var word in args)\n{\n    Console.WriteLine(word);\n}")]
    [InlineData(Fork + "if (pid == 0)\n{\n    execvp(\"gzip\", new[] { \"gzip\", $\"{pid}\", null });\n}\n" + Wait, null)]
    [InlineData(Fork + Branch + "else\n{\n#pragma warning disable CS0219\n    var unused = 1;\n#pragma warning restore CS0219\n    waitpid(pid, out _, 0);\n}", null)]
    [InlineData(Fork + "again:\n" + Branch + "else\n{\n    if (args.Length == 1)\n    {\n        goto again;\n    }\n\n    waitpid(pid, out _, 0);\n}", null)]
    [InlineData("for (var pid = {|ZG0201:fork|}(); pid >= 0; pid = -1)\n{\n    if (pid == 0)\n    {\n        " + Exec + "\n    }\n\n    waitpid(pid, out _, 0);\n}", null)]
    public Task Layouts_AndNothingHalf(string body, string? left) => StartInsteadOfForkFixTests.VerifyAsync(body, left ?? body);

    /// <summary>In a section of a switch nothing can be disposed at its end.</summary>
    [Fact]
    public Task InASwitch_ItIsStarted() => StartInsteadOfForkFixTests.VerifyAsync(
        "switch (args.Length)\n{\n\tcase 1:\n\t\tvar pid = {|ZG0201:fork|}();\n\t\tif (pid == 0)\n\t\t{\n\t\t\t" + Exec + "\n\t\t}\n\t\telse\n\t\t{\n\t\t\tif (args.Length > 2)\n\t\t\t{\n\t\t\t\tkill(pid, 9);\n\t\t\t}\n\n\t\t\twaitpid(pid, out _, 0);\n\t\t}\n\n\t\tbreak;\n}",
        "switch (args.Length)\n{\n\tcase 1:\n\t\tvar child = ChildProcess.Start(\"/bin/gzip\");\n\t\tif (args.Length > 2)\n\t\t{\n\t\t\tchild.Signal(9);\n\t\t}\n\n\t\tchild.Join();\n\n\t\tbreak;\n}");

    /// <summary>A type of that name which is not the library's.</summary>
    [Fact]
    public Task AnotherChildProcess_IsNotMeant() => StartInsteadOfForkFixTests.VerifyAsync(
        Fork + Branch + Wait,
        Start.Replace("ChildProcess", "ZombieGuard.ChildProcess", StringComparison.Ordinal) + Join,
        "\nsealed class ChildProcess : IDisposable\n{\n    public static ChildProcess Start(string name) => new();\n\n    public void Join()\n    {\n    }\n\n    public void Dispose()\n    {\n    }\n}\n");

    [Fact]
    public Task TwoForks_EachOnItsOwn() => StartInsteadOfForkFixTests.VerifyAsync(
        "var child = 1;\nforeach (var file in args)\n{\n    " + Fork + "    if (pid == 0)\n    {\n        execvp(\"gzip\", new[] { \"gzip\", file, null });\n    }\n\n    waitpid(pid, out _, 0);\n}\n\nConsole.WriteLine(child);",
        "var child = 1;\nforeach (var file in args)\n{\n    using var child2 = ChildProcess.Start(\"gzip\", [file]);\n\n    child2.Join();\n}\n\nConsole.WriteLine(child);");

    private static string InClass(string statements, string? list)
        => ("using System.Runtime.InteropServices;\nusing ZombieGuard;\n\nclass C\n{\n    void Run()\n    {\n" + statements + "    }\n"
            + (list is null ? "" : Import("int fork()") + Import($"int execv(string path, {list} list)") + Import("int waitpid(int pid, out int status, int options)"))
            + "}\n").Replace("\n", "\r\n", StringComparison.Ordinal);

    private static string Import(string function) => "\n    [DllImport(\"libc\")]\n    static extern " + function + ";\n";

    private static Task NotOfferedAsync(string body, string more = "") => StartInsteadOfForkFixTests.VerifyAsync(body, body, more);
}
