using System.Threading.Tasks;
using Xunit;
using static ZombieGuard.Analyzers.Tests.Teaching.TaughtVerifier;

namespace ZombieGuard.Analyzers.Tests.Teaching;

/// <summary><c>[SpawnsChild]</c> makes a method a start like any other.</summary>
public class SpawnsChildTests
{
    [Fact]
    public Task ReturnedPid_NotWaitedFor_Reports() => VerifyAsync("""
        using ZombieGuard.Annotations;

        static class Shell
        {
            [SpawnsChild]
            public static int Launch(string command) => Acme.Launch(command);

            public static void Run(string command)
            {
                var pid = {|ZG0001:Launch|}(command);
                System.Console.WriteLine(pid);
            }
        }

        static class Acme { [System.Runtime.InteropServices.DllImport("acme")] public static extern int Launch(string command); }
        """);

    [Fact]
    public Task ReturnedPid_WaitedFor_IsSilent() => VerifyAsync("""
        using ZombieGuard.Annotations;

        static class Shell
        {
            [SpawnsChild]
            public static int Launch(string command) => Acme.Launch(command);

            public static void Run(string command)
            {
                var pid = Launch(command);
                Libc.waitpid(pid, out _, 0);
            }
        }

        static class Acme { [System.Runtime.InteropServices.DllImport("acme")] public static extern int Launch(string command); }
        """);

    [Fact]
    public Task NegativePid_IsSilent() => VerifyAsync("""
        using ZombieGuard.Annotations;

        class Shell
        {
            [return: SpawnsChild]
            public static int Launch(string command) => command.Length;

            public static bool Run(string command)
            {
                var pid = Launch(command);
                if (pid < 0)
                    return false;

                Libc.waitpid(pid, out _, 0);
                return true;
            }
        }
        """);

    [Fact]
    public Task PidThatComesOut_OfAnImport_Reports() => VerifyAsync("""
        using System.Runtime.InteropServices;
        using ZombieGuard.Annotations;

        static class Native
        {
            [DllImport("libpsl-native")]
            public static extern unsafe int ForkAndExecProcess(string filename, byte** argv, byte** envp, string cwd, [SpawnsChild] out int lpChildPid, out int stdinFd);

            public static unsafe void Run(string program)
            {
                if ({|ZG0001:ForkAndExecProcess|}(program, null, null, "/", out int pid, out int stdin) != 0)
                    throw new System.InvalidOperationException();
                System.Console.WriteLine(stdin);
            }
        }
        """);

    [Fact]
    public Task PidThatComesOut_OfAnImport_WhereItStarted_IsSilent() => VerifyAsync("""
        using System.Runtime.InteropServices;
        using ZombieGuard.Annotations;

        static class Native
        {
            [DllImport("libpsl-native")]
            public static extern unsafe int ForkAndExecProcess(string filename, byte** argv, byte** envp, string cwd, [SpawnsChild] out int lpChildPid, out int stdinFd);

            public static unsafe void Run(string program)
            {
                if (ForkAndExecProcess(program, null, null, "/", out int pid, out _) != 0)
                    return;
                Libc.waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task PidThroughAPointer_Reports() => VerifyAsync("""
        using ZombieGuard.Annotations;

        static unsafe class Native
        {
            [System.Runtime.InteropServices.DllImport("acme")]
            static extern int acme_start([SpawnsChild] int* pid);

            public static void Run()
            {
                int pid = 0;
                {|ZG0001:acme_start|}(&pid);
            }

            public static void RunAndWait()
            {
                int pid = 0;
                if (acme_start(&pid) == 0)
                    Libc.waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task OnTheMethod_TheOnlyOutParameterIsMeant_Reports() => VerifyAsync("""
        using ZombieGuard.Annotations;

        static class Shell
        {
            [SpawnsChild]
            public static bool TryLaunch(string command, System.TimeSpan limit, out int pid, out string error) { pid = 1; error = ""; return true; }

            public static void Run(string command)
            {
                if ({|ZG0001:TryLaunch|}(command, default, out var pid, out _))
                    System.Console.WriteLine(pid);
            }

            public static void RunAndWait(string command)
            {
                if (TryLaunch(command, default, out var pid, out _))
                    Libc.waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task ReturnedProcess_Reports() => VerifyAsync("""
        using System.Diagnostics;
        using ZombieGuard.Annotations;

        interface IShell
        {
            [SpawnsChild]
            Process? Launch(string command);
        }

        class Caller
        {
            public void Run(IShell shell)
            {
                shell.{|ZG0002:Launch|}("make");
            }
        }
        """);

    [Fact]
    public Task ReturnedProcess_WaitedForWhereThereIsOne_IsSilent() => VerifyAsync("""
        using System.Diagnostics;
        using ZombieGuard.Annotations;

        interface IShell
        {
            [SpawnsChild]
            Process? Launch(string command);
        }

        class Caller
        {
            public void Run(IShell shell)
            {
                var process = shell.Launch("make");
                if (process is null)
                    return;
                process.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task OwnTypeOfManagedKind_Reports() => VerifyAsync("""
        using ZombieGuard.Annotations;

        class Job
        {
            [SpawnsChild(Kind = ChildKind.Managed)]
            public static Job Start(string command) => new();

            [WaitsForChild]
            public void Join() { }
        }

        class Caller
        {
            public void Run()
            {
                var job = Job.{|ZG0002:Start|}("make");
            }

            public void RunAndJoin()
            {
                var job = Job.Start("make");
                job.Join();
            }
        }
        """);

    [Fact]
    public Task OwnTypeOfRawKind_Reports() => VerifyAsync("""
        using ZombieGuard.Annotations;

        class Job
        {
            [SpawnsChild(Kind = ChildKind.Raw)]
            public static Job Start(string command) => new();

            [WaitsForChild]
            public void Join() { }
        }

        class Caller
        {
            public void Run()
            {
                var job = Job.{|ZG0001:Start|}("make");
            }

            public void RunAndJoin()
            {
                var job = Job.Start("make");
                job.Join();
            }
        }
        """);

    [Fact]
    public Task DerivedProcess_StartsByAMethodOfItsOwn_Reports() => VerifyAsync("""
        using System.Diagnostics;
        using ZombieGuard.Annotations;

        class Worker : Process
        {
            [SpawnsChild]
            public void Launch() => Start();
        }

        class Caller
        {
            public void Run()
            {
                var worker = new Worker();
                worker.{|ZG0002:Launch|}();
            }

            public void RunAndWait()
            {
                var worker = new Worker();
                worker.Launch();
                worker.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task ExtensionThatStartsItsObject_Reports() => VerifyAsync("""
        using System.Diagnostics;
        using ZombieGuard.Annotations;

        static class Starting
        {
            public static bool StartLogged([SpawnsChild] this Process process) => process.Start();
        }

        class Caller
        {
            public void Run(ProcessStartInfo info)
            {
                var process = new Process { StartInfo = info };
                process.{|ZG0002:StartLogged|}();
            }

            public void RunAndWait(ProcessStartInfo info)
            {
                using var process = new Process { StartInfo = info };
                if (!process.StartLogged())
                    return;
                process.WaitForExit();
            }

            public void Open(string page)
            {
                var process = new Process { StartInfo = new ProcessStartInfo(page) { UseShellExecute = true } };
                process.StartLogged();
            }

            public void StartForSomebodyElse(Process process) => process.StartLogged();
        }
        """);

    [Fact]
    public Task LocalFunction_Reports() => VerifyAsync("""
        using ZombieGuard.Annotations;

        class Shell
        {
            public void Run()
            {
                {|ZG0001:Launch|}("make");

                var pid = Launch("test");
                Libc.waitpid(pid, out _, 0);

                [SpawnsChild]
                static int Launch(string command) => command.Length;
            }
        }
        """);

    [Fact]
    public Task Delegate_Reports() => VerifyAsync("""
        using ZombieGuard.Annotations;

        [return: SpawnsChild]
        delegate int Launcher(string command);

        class Shell
        {
            public void Run(Launcher launch) => {|ZG0001:launch|}("make");

            public void RunAndWait(Launcher launch)
            {
                var pid = launch("make");
                Libc.waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task GenericDefinition_Reports() => VerifyAsync("""
        using System.Diagnostics;
        using ZombieGuard.Annotations;

        class Pool<T>
        {
            [SpawnsChild]
            public Process Launch<U>(T what, U how) => throw new System.NotImplementedException();
        }

        class Caller
        {
            public void Run(Pool<string> pool)
            {
                pool.{|ZG0002:Launch|}("make", 1);
            }

            public void RunAndWait(Pool<string> pool) => pool.Launch("make", 1).WaitForExit();
        }
        """);

    [Fact]
    public Task OverridesAndImplementations_Reports() => VerifyAsync("""
        using System.Diagnostics;
        using ZombieGuard.Annotations;

        interface IShell { [SpawnsChild] Process Launch(); }

        abstract class Shell { [SpawnsChild] public abstract Process Open(); }

        class Bash : Shell, IShell
        {
            public Process Launch() => throw new System.NotImplementedException();
            public sealed override Process Open() => throw new System.NotImplementedException();
            public Process Find() => Process.GetCurrentProcess();
        }

        class Caller
        {
            public void Run(Bash bash)
            {
                bash.{|ZG0002:Launch|}();
                bash.{|ZG0002:Open|}();
                bash.Find();
                bash.Launch().WaitForExit();
                bash.Open().WaitForExit();
            }
        }
        """);

    [Fact]
    public Task CopyOfTheAttributes_Reports() => VerifyWithCopyAsync("""
        using ZombieGuard.Annotations;

        class Job
        {
            [SpawnsChild]
            public static int Start() => 1;

            [SpawnsChild(Kind = ChildKind.Raw)]
            public static Job Create() => new();
        }

        class Caller
        {
            public void Run()
            {
                Job.{|ZG0001:Start|}();
                Job.{|ZG0001:Create|}();
                Libc.waitpid(Job.Start(), out _, 0);
            }
        }
        """);

    [Fact]
    public Task AttributeOfTheSameNameElsewhere_IsSilent() => VerifyAsync("""
        using Acme;

        namespace Acme { class SpawnsChildAttribute : System.Attribute { } }

        class Job
        {
            [SpawnsChild]
            public static int Start() => 1;

            public static void Run() => Start();
        }
        """);

    [Fact]
    public Task CompiledLibrary_Reports() => VerifyAgainstAsync(
        """
        using ZombieGuard.Annotations;

        namespace Acme
        {
            public interface IShell { [SpawnsChild] System.Diagnostics.Process Launch(); }

            public class Shell : IShell
            {
                [SpawnsChild(Kind = ChildKind.Raw)] public static Shell Fork() => new Shell();
                public System.Diagnostics.Process Launch() => null;
                [WaitsForChild] public void Join() { }
            }
        }
        """,
        """
        using Acme;

        class MyShell : IShell
        {
            public System.Diagnostics.Process Launch() => throw new System.NotImplementedException();
        }

        class Caller
        {
            public void Run(MyShell mine)
            {
                Shell.{|ZG0001:Fork|}();
                new Shell().{|ZG0002:Launch|}();
                mine.{|ZG0002:Launch|}();
                Shell.Fork().Join();
                mine.Launch().WaitForExit();
            }
        }
        """);
}
