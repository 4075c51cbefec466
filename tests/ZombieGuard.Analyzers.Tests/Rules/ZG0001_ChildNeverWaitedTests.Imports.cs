using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0001_ChildNeverWaitedTests
{
    [Fact]
    public Task RenamedImport_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;

        static class Native
        {
            [DllImport("libc", EntryPoint = "fork", SetLastError = true)]
            private static extern int CloneMyself();

            public static void Run()
            {
                {|ZG0001:CloneMyself|}();
            }
        }
        """);

    [Fact]
    public Task ImportOfAnotherEntryPointNamedFork_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;

        static class Native
        {
            [DllImport("libc", EntryPoint = "getppid")]
            private static extern int fork();

            public static void Run()
            {
                fork();
            }
        }
        """);

    [Fact]
    public Task VersionedLibraryName_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;

        static class Native
        {
            [DllImport("libc.so.6")]
            private static extern int fork();

            public static void Run()
            {
                {|ZG0001:fork|}();
            }
        }
        """);

    [Fact]
    public Task LibraryNameWithoutPrefix_InConstant_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;

        static class Native
        {
            private const string Library = "c";

            [DllImport(Library)]
            private static extern int fork();

            public static void Run()
            {
                {|ZG0001:fork|}();
            }
        }
        """);

    [Fact]
    public Task AnotherLibrarysFork_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;

        static class Native
        {
            [DllImport("libgit2")]
            private static extern int fork();

            public static void Run()
            {
                fork();
            }
        }
        """);

    [Fact]
    public Task ExternLocalFunction_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;

        static class Native
        {
            public static void Run()
            {
                {|ZG0001:fork|}();

                [DllImport("libc")]
                static extern int fork();
            }
        }
        """);

    [Fact]
    public Task ExternLocalFunction_Waited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;

        static class Native
        {
            public static void Run()
            {
                var pid = fork();
                waitpid(pid, out _, 0);

                [DllImport("libc")]
                static extern int fork();

                [DllImport("libc")]
                static extern int waitpid(int pid, out int status, int options);
            }
        }
        """);

    [Fact]
    public Task LibraryImport_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;

        static partial class Native
        {
            [LibraryImport("libc", EntryPoint = "fork", SetLastError = true)]
            private static partial int Fork();

            private static partial int Fork() => 0; // as the generator would write it

            public static void Run()
            {
                {|ZG0001:Fork|}();
            }
        }
        """);

    [Fact]
    public Task LibraryImport_Waited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;

        static partial class Native
        {
            [LibraryImport("libc", EntryPoint = "fork", SetLastError = true)]
            private static partial int Fork();

            [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
            private static partial int WaitPid(int pid, out int status, int options);

            private static partial int Fork() => 0; // as the generator would write it

            private static partial int WaitPid(int pid, out int status, int options)
            {
                status = 0;
                return pid;
            }

            public static void Run()
            {
                var child = Fork();
                if (child > 0)
                    WaitPid(child, out _, 0);
            }
        }
        """);

    [Fact]
    public Task PointersInTheSignature_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;

        static unsafe class Native
        {
            [DllImport("libc")]
            private static extern int posix_spawn(int* pid, byte* path, void* actions, void* attributes, byte** argv, byte** envp);

            public static void Run(byte* path, byte** argv)
            {
                int pid;
                {|ZG0001:posix_spawn|}(&pid, path, null, null, argv, null);
            }
        }
        """);

    [Fact]
    public Task PointersInTheSignature_Waited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;

        static unsafe class Native
        {
            [DllImport("libc")]
            private static extern int posix_spawn(int* pid, byte* path, void* actions, void* attributes, byte** argv, byte** envp);

            [DllImport("libc")]
            private static extern int waitpid(int pid, int* status, int options);

            public static void Run(byte* path, byte** argv)
            {
                int pid;
                int status;
                posix_spawn(&pid, path, null, null, argv, null);
                waitpid(pid, &status, 0);
            }
        }
        """);

    [Fact]
    public Task SyscallThatForks_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Launcher
        {
            private const long SYS_fork = 57;

            public void Launch()
            {
                if ({|ZG0001:syscall|}(SYS_fork) == 0)
                    _exit(0);
            }
        }
        """);

    [Fact]
    public Task SyscallThatDoesNotFork_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Launcher
        {
            private const long SYS_getpid = 39;

            public void Launch()
            {
                if (syscall(SYS_getpid) == 0)
                    _exit(0);
            }
        }
        """);

    [Fact]
    public Task ImportInAnotherType_BothKindsOfChildren_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using static Libc;

        class Launcher
        {
            public void Launch(string[] argv)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                Process.{|ZG0002:Start|}(argv[0]);
            }
        }
        """);

    [Fact]
    public Task ImportInAnotherType_BothKindsOfChildrenWaitedFor_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using static Libc;

        class Launcher
        {
            public void Launch(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                Process.Start(argv[0]).WaitForExit();
                waitpid(pid, out _, 0);
            }
        }
        """);
}
