using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>The ways in which people write the wait.</summary>
public sealed partial class ZG0101_WaitsForAnyChildTests
{
    [Theory]
    [InlineData("waitpid(AnyChild, out _, 0)")]
    [InlineData("waitpid(s_anyChild, out _, s_noHang)")]
    [InlineData("waitpid(Minus, out _, 0)")]
    [InlineData("waitpid(unchecked((int)0xFFFFFFFF), out _, 0)")]
    [InlineData("waitpid((int)IdOf.Any, out _, 0)")]
    [InlineData("waitpid(-1, out _, (int)(WaitFlags.NoHang | WaitFlags.Untraced))")]
    [InlineData("waitpid(-1, out _, 0x40000000)")]
    [InlineData("waitpid(-1, out _, WNOHANG | 0x40000000 | unchecked((int)0x80000000))")]
    [InlineData("waitpid(-1, out _, options)")]
    [InlineData("wait4(-1, out _, WNOHANG | 0x40000000, 0)")]
    [InlineData("waitid(P_ALL, 0, 0, WEXITED | 0x40000000)")]
    [InlineData("waitid(s_all, 0, 0, s_exited)")]
    public Task EachSpelling_Reports(string wait) => WaitAsync("{|ZG0101:" + wait.Insert(wait.IndexOf('(', System.StringComparison.Ordinal), "|}"));

    [Theory]
    [InlineData("waitpid(s_worker, out _, 0)")]
    [InlineData("waitpid(s_changes, out _, 0)")]
    [InlineData("waitpid(options, out _, 0)")]
    [InlineData("waitpid(-options, out _, 0)")]
    [InlineData("waitpid(-1, out _, unchecked((int)0x80000000))")]
    [InlineData("waitpid(-1, out _, WNOHANG | 0x20000000)")]
    [InlineData("waitid(options, 0, 0, WEXITED)")]
    [InlineData("waitid(P_ALL, 0, 0, WEXITED | s_look)")]
    [InlineData("waitid(P_ALL, 0, 0, 2 | 8)")]
    public Task OneChild_OnlyALook_ClonesOnly_OrUnknown_IsSilent(string wait) => WaitAsync(wait);

    [Fact]
    public Task Imports_Reports() => CallVerifier.VerifyLibraryAsync("""
        using System;
        using System.Runtime.InteropServices;

        internal static partial class Interop
        {
            internal static unsafe partial class Sys
            {
                private const string Library = "libc.so.6";

                [LibraryImport(Library, EntryPoint = "waitpid", SetLastError = true)]
                internal static partial int WaitPid(int pid, ref int status, int options);

                internal static partial int WaitPid(int pid, ref int status, int options) => 0;

                [DllImport("libc", EntryPoint = nameof(wait))]
                internal static extern int wait(int* status);

                [DllImport("/lib/x86_64-linux-gnu/libc.so.6")]
                internal static extern nint waitpid(nint pid, IntPtr status, WaitOptions options);
            }

            [Flags]
            internal enum WaitOptions
            {
                None = 0,
                NoHang = 1,
            }
        }

        class Reaper
        {
            public unsafe void Reap()
            {
                int status = 0;
                Interop.Sys.{|ZG0101:WaitPid|}(-1, ref status, 1);
                Interop.Sys.{|ZG0101:wait|}(&status);
                Interop.Sys.{|ZG0101:waitpid|}(-1, IntPtr.Zero, Interop.WaitOptions.NoHang);
                Interop.Sys.{|ZG0101:waitpid|}(nint.Zero, 0, default);
                Interop.Sys.waitpid(status, 0, default);
                {|ZG0101:wait3|}(0, 0, 0);

                [DllImport("libc")]
                static extern int wait3(nint status, int options, nint usage);
            }
        }
        """);

    [Fact]
    public Task Syscall_Reports() => CallVerifier.VerifyLibraryAsync("""
        using System.Runtime.InteropServices;

        static class Raw
        {
            private const long SYS_wait4 = 61;
            private const long SYS_waitid = 247;

            [DllImport("libc", SetLastError = true)]
            private static extern long syscall(long number, long a, long b, long c, long d, long e);

            public static void Reap(long pid)
            {
                {|ZG0101:syscall|}(SYS_wait4, -1, 0, 1, 0, 0);
                {|ZG0101:syscall|}(SYS_waitid, 0, 0, 0, 4, 0);
                syscall(SYS_wait4, pid, 0, 1, 0, 0);
                syscall(39, -1, 0, 0, 0, 0);
            }
        }
        """);

    [Fact]
    public Task ThroughAWrapper_Reports() => CallVerifier.VerifyLibraryAsync("""
        using System;
        using System.ComponentModel;
        using System.Runtime.InteropServices;

        [Flags]
        enum WaitOptions
        {
            None = 0,
            NoHang = 1,
        }

        static class Posix
        {
            [DllImport("libc", EntryPoint = "waitpid", SetLastError = true)]
            private static extern int WaitPidImport(int pid, out int status, int options);

            public static int WaitPid(int pid, out int status, WaitOptions options = WaitOptions.None)
            {
                int result;
                do
                {
                    result = WaitPidImport(pid, out status, (int)options);
                }
                while (result < 0 && Marshal.GetLastPInvokeError() == 4);
                return result;
            }

            public static int WaitPidOrThrow(int pid)
            {
                var result = WaitPid(pid, out var status);
                if (result < 0)
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
                return status;
            }
        }

        class Supervisor
        {
            public void Reap(int worker)
            {
                while (Posix.{|ZG0101:WaitPid|}(-1, out _, WaitOptions.NoHang) > 0)
                {
                }

                Posix.{|ZG0101:WaitPidOrThrow|}(-1);
                Posix.WaitPid(worker, out _);
                Posix.WaitPidOrThrow(worker);
            }
        }
        """);

    [Fact]
    public Task AWrapperThatIsWrongByItself_ReportsThere() => CallVerifier.VerifyLibraryAsync("""
        using static Libc;

        static class Posix
        {
            public static int WaitAny(int options) => {|ZG0101:waitpid|}(-1, out _, options);

            public static int WaitPid(int pid, int options) => pid > 0 ? waitpid(pid, out _, options) : 0;
        }

        class Supervisor
        {
            public void Reap(int worker)
            {
                Posix.WaitAny(WNOHANG);
                Posix.WaitPid(worker, WNOHANG);
                WaitForAll(-1);
            }

            private void WaitForAll(int timeout) => System.Threading.Thread.Sleep(timeout);
        }
        """);

    [Fact]
    public Task WrappersThatCallEachOther_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        static class Posix
        {
            public static int WaitPid(int pid) => WaitChild(pid);

            private static int WaitChild(int pid) => WaitPid(pid);

            public static void Reap() => WaitPid(-1);
        }
        """);

    [Theory]
    [InlineData("using (var git = Process.Start(\"git\")) git.WaitForExit();")]
    [InlineData("new Process { StartInfo = new ProcessStartInfo(\"git\") }.Start();")]
    [InlineData("if (false) { Process.Start(\"git\"); }")]
    [InlineData("System.Func<string, Process> start = Process.Start;")]
    [InlineData("dynamic name = \"git\"; Process.Start(name);")]
    [InlineData("Proc.Start(\"git\");")]
    [InlineData("Start(\"git\");")]
    [InlineData("Process process = null; process?.Start();")]
    public Task ProcessIsStartedInAnotherFile_Reports(string start) => InUseAsync(start, "{|ZG0101:waitpid|}");

    [Theory]
    [InlineData("Process.GetCurrentProcess().Kill();")]
    [InlineData("Process.GetProcessById(1).WaitForExit();")]
    [InlineData("foreach (var process in Process.GetProcessesByName(\"git\")) process.Kill();")]
    [InlineData("System.Console.WriteLine(nameof(Process.Start)); // Process.Start(\"git\")")]
    [InlineData("var info = new ProcessStartInfo(\"git\"); System.Console.WriteLine(info.FileName);")]
    [InlineData("new System.Threading.Thread(() => { }).Start(); Stopwatch.StartNew().Start();")]
    [InlineData("#if GIT\nProcess.Start(\"git\");\n#endif")]
    public Task ProcessIsOnlyLookedAt_IsSilent(string code) => InUseAsync(code, "waitpid");

    [Fact]
    public Task ProcessIsStartedInGeneratedCode_Reports()
    {
        var test = CallVerifier.Test(Reaper.Replace("waitpid", "{|ZG0101:waitpid|}", System.StringComparison.Ordinal), Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);
        test.TestState.Sources.Add(("/0/Git.g.cs", "// <auto-generated/>\n" + Git));
        return test.RunAsync();
    }

    private static Task InUseAsync(string code, string wait) => CallVerifier.VerifyProgramAsync(
        Reaper.Replace("waitpid", wait, System.StringComparison.Ordinal),
        $$"""
        using System.Diagnostics;
        using static System.Diagnostics.Process;
        using Proc = System.Diagnostics.Process;

        static class Git
        {
            /// <summary>Not <see cref="Process.Start(string)"/>.</summary>
            public static void Run()
            {
                {{code}}
            }
        }
        """);

    private static Task WaitAsync(string wait) => CallVerifier.VerifyLibraryAsync($$"""
        using System;
        using System.Diagnostics;
        using static Libc;

        enum IdOf
        {
            Any = -1,
        }

        [Flags]
        enum WaitFlags
        {
            NoHang = 1,
            Untraced = 2,
        }

        class Reaper
        {
            private const int AnyChild = -1;
            private static readonly int s_anyChild = -1;
            private static readonly int s_noHang = WNOHANG;
            private static readonly int s_all = P_ALL;
            private static readonly int s_exited = WEXITED | s_noHang;
            private static readonly int s_look = WNOWAIT;
            private static readonly int s_worker = int.Parse(Environment.GetEnvironmentVariable("WORKER"));
            private static int s_changes = -1;

            private static int Minus => -1;

            public void Set(int pid) => s_changes = pid;

            public int Reap(int options) => {{wait}};
        }
        """);
}
