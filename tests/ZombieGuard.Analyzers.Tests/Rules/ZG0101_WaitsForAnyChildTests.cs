using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0101_WaitsForAnyChildTests
{
    /// <summary>Another file of the same program.</summary>
    private const string Git = """
        using System.Diagnostics;

        static class Git
        {
            public static int Pull()
            {
                using var git = Process.Start("git", "pull");
                git.WaitForExit();
                return git.ExitCode;
            }
        }
        """;

    private const string Reaper = """
        using System;
        using System.Threading;
        using static Libc;

        static class Program
        {
            static void Main(string[] args)
            {
                new Thread(Reap) { IsBackground = true }.Start();
                Console.ReadLine();
            }

            static void Reap()
            {
                while (true)
                {
                    if (waitpid(-1, out var status, 0) < 0)
                        Thread.Sleep(100);
                }
            }
        }
        """;

    [Fact]
    [Trait("Scenario", "S3")]
    public Task ReaperThread_AndAProcessInAnotherFile_Reports() =>
        CallVerifier.VerifyProgramAsync(Reaper.Replace("waitpid", "{|ZG0101:waitpid|}", System.StringComparison.Ordinal), Git);

    [Fact]
    [Trait("Scenario", "S3")]
    public Task ReaperThread_AndNoProcessAnywhere_IsSilent() => CallVerifier.VerifyProgramAsync(Reaper);

    [Fact]
    [Trait("Scenario", "S10")]
    public Task EachWayToWaitForAny_Reports() => CallVerifier.VerifyLibraryAsync("""
        using static Libc;
        using static Signals;

        class Reaper
        {
            public void Reap()
            {
                {|ZG0101:wait|}(out _);
                {|ZG0101:wait3|}(out _, WNOHANG, 0);
                {|ZG0101:waitpid|}(-1, out _, WNOHANG | WUNTRACED);
                {|ZG0101:waitpid|}(0, out _, 0);
                {|ZG0101:wait4|}(-1, out _, 0, 0);
                {|ZG0101:waitid|}(P_ALL, 0, 0, WEXITED);
                {|ZG0101:waitid|}(P_PGID, 0, 0, WEXITED | WNOHANG);
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S10")]
    public Task OneChild_OneGroup_OrOnlyALook_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        using static Libc;
        using static Signals;

        class Reaper
        {
            public int Reap(int pid, int group, int pidfd, int options)
            {
                waitpid(pid, out _, 0);
                waitpid(1234, out _, 0);
                waitpid(-group, out _, 0);
                waitpid(-4321, out _, WNOHANG);
                waitid(P_PID, pid, 0, WEXITED);
                waitid(P_PIDFD, pidfd, 0, WEXITED);
                waitid(P_PGID, group, 0, WEXITED);
                waitid(P_ALL, 0, 0, WEXITED | WNOHANG | WNOWAIT);
                waitid(P_ALL, 0, 0, 2);
                waitid(P_ALL, 0, 0, options);
                return 0;
            }
        }
        """);

    [Fact]
    public Task RenamedImport_Reports() => CallVerifier.VerifyProgramAsync("""
        using System.Diagnostics;
        using System.Runtime.InteropServices;

        static class Program
        {
            private const int AnyChild = -1;

            [DllImport("libc", EntryPoint = "waitpid", SetLastError = true)]
            private static extern int WaitPid(int pid, out int status, int options);

            static void Main()
            {
                var worker = Process.Start("worker");
                while ({|ZG0101:WaitPid|}(pid: AnyChild, status: out _, options: 1) > 0)
                {
                }

                worker.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task AnotherLibrarysFunctionOfTheName_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using System.Diagnostics;
        using System.Runtime.InteropServices;

        static class Program
        {
            [DllImport("libacme", EntryPoint = "waitpid")]
            private static extern int WaitPid(int pid, out int status, int options);

            static void Main()
            {
                using var worker = Process.Start("worker");
                WaitPid(-1, out _, 1);
                worker.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task ProcessStartedThroughADerivedType_Reports() => CallVerifier.VerifyProgramAsync("""
        using static Libc;

        var worker = new Worker();
        worker?.Start();
        while ({|ZG0101:waitpid|}(-1, out _, 0) > 0)
        {
        }

        class Worker : System.Diagnostics.Process
        {
        }
        """);

    [Fact]
    public Task ProcessStartHandedOnAsAMethod_Reports() => CallVerifier.VerifyProgramAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;
        using static Libc;

        var worker = new Process { StartInfo = new("worker") };
        await Task.Run(worker.Start);
        {|ZG0101:wait|}(out _);
        """);

    [Fact]
    public Task OnlyLookedUpProcesses_AndOtherThingsThatStart_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;
        using static Libc;

        var watch = new Stopwatch();
        watch.Start();
        new Thread(() => { }).Start();
        Task.Run(() => 1);
        Acme.Process.Start("x");
        Console.WriteLine(Process.GetCurrentProcess().Id);
        while (waitpid(-1, out _, 0) > 0)
        {
        }

        namespace Acme
        {
            static class Process
            {
                public static void Start(string name) => Console.WriteLine(name);
            }
        }
        """);

    [Fact]
    public Task APackageThatStartsProcesses_Reports() => PackageAsync("CliWrap", "{|ZG0101:wait|}");

    [Fact]
    public Task APackageThatDoesNot_IsSilent() => PackageAsync("LibGit2Sharp", "wait");

    [Theory]
    [InlineData("/.globalconfig", "is_global = true\nzombieguard.process_in_use = true\n")]
    [InlineData("/.editorconfig", "root = true\n\n[*.cs]\nzombieguard.process_in_use = TRUE\n")]
    public Task OptionSaysInUse_Reports(string file, string option) => CallVerifier.VerifyWithOptionAsync(
        Reaper.Replace("waitpid", "{|ZG0101:waitpid|}", System.StringComparison.Ordinal), file, option, OutputKind.ConsoleApplication);

    [Theory]
    [InlineData("/.globalconfig", "is_global = true\nzombieguard.process_in_use = false\n", OutputKind.DynamicallyLinkedLibrary)]
    [InlineData("/.editorconfig", "root = true\n\n[*.cs]\nzombieguard.process_in_use = false\n", OutputKind.DynamicallyLinkedLibrary)]
    [InlineData("/.editorconfig", "root = true\n\n[*.cs]\nzombieguard.process_in_use = auto\n", OutputKind.ConsoleApplication)]
    [InlineData("/.editorconfig", "root = true\n\n[*.cs]\nzombieguard.process_in_use = perhaps\n", OutputKind.ConsoleApplication)]
    public Task OptionSaysNotInUse_OrNothing_IsSilent(string file, string option, OutputKind kind) =>
        CallVerifier.VerifyWithOptionAsync(Reaper, file, option, kind);

    [Theory]
    [InlineData("net10.0", true)]
    [InlineData("net10.0-windows", false)]
    public Task OnlyTargetsWithSigchld_Reports(string framework, bool reports) => CallVerifier.VerifyWithOptionAsync(
        reports ? Reaper.Replace("waitpid", "{|ZG0101:waitpid|}", System.StringComparison.Ordinal) : Reaper,
        "/.globalconfig",
        $"is_global = true\nbuild_property.TargetFramework = {framework}\n",
        OutputKind.DynamicallyLinkedLibrary);

    [Fact]
    public Task NetFramework_IsSilent()
    {
        var test = CallVerifier.Test("""
            using static Libc;

            class Reaper
            {
                public void Reap() => wait(out _);
            }
            """, OutputKind.DynamicallyLinkedLibrary);
        test.ReferenceAssemblies = ReferenceAssemblies.NetFramework.Net472.Default;
        return test.RunAsync();
    }

    [Fact]
    public Task MonoPosix_Reports() => CallVerifier.VerifyMonoAsync("""
        using System.Diagnostics;
        using Mono.Unix.Native;

        using var worker = Process.Start("worker");
        Syscall.{|ZG0101:wait|}(out _);
        while (Syscall.{|ZG0101:waitpid|}(-1, out _, WaitOptions.WNOHANG) > 0)
        {
        }

        worker.WaitForExit();
        """);

    [Fact]
    public Task MonoPosix_OneChild_IsSilent() => CallVerifier.VerifyMonoAsync("""
        using System.Diagnostics;
        using Mono.Unix.Native;

        using var worker = Process.Start("worker");
        Syscall.waitpid(int.Parse(args[0]), out _, 0);
        worker.WaitForExit();
        """);

    [Fact]
    public Task HalfTyped_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        using static Libc;

        class Reaper
        {
            public void Reap()
            {
                waitpid(-1, out _, 0{|CS1026:|}{|CS1002:|}
            }
        }
        """);

    private static Task PackageAsync(string assembly, string wait)
    {
        var test = CallVerifier.Test($$"""
            using static Libc;

            while ({{wait}}(out _) > 0)
            {
            }
            """, OutputKind.ConsoleApplication);
        test.TestState.AdditionalReferences.Add(CSharpCompilation.Create(assembly, references: test.ReferenceAssemblies.Resolve()).ToMetadataReference());
        return test.RunAsync();
    }
}
