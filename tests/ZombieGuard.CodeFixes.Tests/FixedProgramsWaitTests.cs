using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

/// <summary>What the fixes write is compiled and run: it has waited when it comes back.</summary>
public sealed class FixedProgramsWaitTests : IDisposable
{
    private readonly string _mark = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public async Task ExitCode_IsThere()
    {
        const string Start = "using var p = new Process { StartInfo = new(\"/bin/sh\", \"-c \\\"sleep 0.2; exit 7\\\"\") };\n    p.";
        await FixTest.VerifyAsync(
            WaitHereFix.Key,
            "public static int Run(string mark)\n{\n    " + Start + "{|ZG0002:Start|}();\n    return p.{|ZG0013:ExitCode|};\n}",
            "public static int Run(string mark)\n{\n    " + Start + "Start();\n    p.WaitForExit();\n    return p.ExitCode;\n}");
        var fixedText = "public static int Run(string mark)\n{\n    " + Start + "Start();\n    p.WaitForExit();\n    return p.ExitCode;\n}";
        Assert.Equal(7, Run(fixedText));
    }

    [Fact]
    public async Task DiscardedChild_HasEnded()
    {
        const string Before = "public static int Run(string mark)\n{\n    Process.{|ZG0002:Start|}(\"/bin/sh\", $\"-c \\\"sleep 0.2; echo > {mark}\\\"\");\n    return 1;\n}";
        const string After = "public static int Run(string mark)\n{\n    using var process = Process.Start(\"/bin/sh\", $\"-c \\\"sleep 0.2; echo > {mark}\\\"\");\n"
            + "    process.WaitForExit();\n    return 1;\n}";
        await FixTest.VerifyAsync(KeepAndWaitFix.Key, Before, After);
        Assert.Equal(1, Run(After));
        Assert.True(File.Exists(_mark));
    }

    [Fact]
    public async Task EarlyReturn_HasWaited()
    {
        const string Start = "var p = Process.Start(\"/bin/sh\", $\"-c \\\"sleep 0.2; echo > {mark}\\\"\");";
        const string Before = "public static int Run(string mark)\n{\n    " + Start + "\n    if (mark.Length > 1)\n    {\n        return 2;\n    }\n\n"
            + "    Console.WriteLine(p.Id);\n    return 1;\n}";
        const string After = "public static int Run(string mark)\n{\n    " + Start + "\n    try\n    {\n        if (mark.Length > 1)\n        {\n            return 2;\n"
            + "        }\n\n        Console.WriteLine(p.Id);\n        return 1;\n    }\n    finally\n    {\n        p.WaitForExit();\n    }\n}";
        await FixTest.VerifyAsync(WaitInFinallyFix.Key, Before.Replace("Start(", "{|ZG0002:Start|}(", StringComparison.Ordinal), After);
        Assert.Equal(2, Run(After));
        Assert.True(File.Exists(_mark));
    }

    [Fact]
    public async Task RawChild_LeavesNoZombie()
    {
        const string Imports = """
            [DllImport("libc")]
            private static extern int posix_spawnp(out int pid, string file, IntPtr actions, IntPtr attributes, string?[] argv, string?[] envp);


            """;
        const string Body = "public static int Run(string mark)\n{\n    string?[] argv = [\"sh\", \"-c\", \"sleep 0.2; echo $$ > \" + mark, null];\n"
            + "    posix_spawnp(out var pid, \"/bin/sh\", default, default, argv, [null]);\n";
        const string Before = Imports + Body + "    return 1;\n}";
        var after = Imports.TrimEnd('\n') + "\n\n[DllImport(\"libc\", SetLastError = true)]\n"
            + "private static extern int waitpid(int pid, out int status, int options);\n\n"
            + Body + "    if (pid > 0)\n    {\n        waitpid(pid, out _, 0);\n    }\n\n    return 1;\n}";
        await FixTest.VerifyAsync(WaitForPidFix.Key, Before.Replace(" posix_spawnp(out var", " {|ZG0001:posix_spawnp|}(out var", StringComparison.Ordinal), after);
        Assert.Equal(1, Run(after));
        Assert.False(Directory.Exists("/proc/" + File.ReadAllText(_mark).Trim()));
    }

    public void Dispose() => File.Delete(_mark);

    private int Run(string members)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Fixed" + Path.GetFileName(_mark), [CSharpSyntaxTree.ParseText(FixTest.InClass(members))], references, new(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        var run = Assembly.Load(image.ToArray()).GetType("C")!.GetMethod("Run")!;
        return (int)run.Invoke(null, [_mark])!;
    }
}
