using System.Threading.Tasks;
using Xunit;
using static ZombieGuard.Analyzers.Tests.Teaching.TaughtVerifier;

namespace ZombieGuard.Analyzers.Tests.Teaching;

/// <summary><c>[WaitsForChild]</c> makes a call a wait that discharges what it is given, and nothing else.</summary>
public class WaitsForChildTests
{
    // Compiled, so that nobody can look into it, and of an assembly that passes for the framework's: what its attributes do not say, it does not do to a pid.
    private const string Library = """
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;
        using ZombieGuard.Annotations;

        namespace Acme
        {
            public class Job
            {
                [SpawnsChild(Kind = ChildKind.Managed)] public static Job Start() => new Job();
                [SpawnsChild(Kind = ChildKind.Raw)] public static Job Fork() => new Job();
                [WaitsForChild] public void Join() { }
                [WaitsForChild] public bool Join(TimeSpan limit) => true;
                [WaitsForChild] public Task JoinAsync() => Task.CompletedTask;
                [WaitsForChild] public Task Completion => Task.CompletedTask;
                public void Log() { }
            }

            public static class Waiting
            {
                [WaitsForChild] public static void WaitFor(Process process) { }
                [WaitsForChild] public static bool WaitFor(int timeoutMilliseconds, Process process) => true;
                [WaitsForChild] public static void WaitLong(this Process process) { }
                public static void WaitForFirst([WaitsForChild] Process first, string name) { }
                public static void Both([WaitsForChild] Process first, [WaitsForChild] Process second) { }
                public static void Reap([WaitsForChild] int pid) { }
            }
        }
        """;

    private static Task VerifyAgainstLibraryAsync(string source) => Test(source, references: Compile(Library, "System.Acme")).RunAsync();

    [Fact]
    public Task Receiver_IsSilent() => VerifyAgainstLibraryAsync("""
        class Caller
        {
            public void Run() => Acme.Job.Start().Join();

            public async System.Threading.Tasks.Task RunAsync() => await Acme.Job.Start().JoinAsync();

            public async System.Threading.Tasks.Task RunToCompletionAsync()
            {
                var job = Acme.Job.Fork();
                await job.Completion;
            }
        }
        """);

    [Fact]
    public Task OnlyLogged_Reports() => VerifyAgainstLibraryAsync("""
        class Caller
        {
            public void Run()
            {
                var job = Acme.Job.{|ZG0002:Start|}();
                job.Log();
            }
        }
        """);

    [Fact]
    public Task TaskDropped_Reports() => VerifyAgainstLibraryAsync("""
        class Caller
        {
            public void Run()
            {
                var job = Acme.Job.Start();
                _ = job.{|ZG0007:JoinAsync|}();
            }
        }
        """);

    [Fact]
    public Task TimedWait_Ignored_Reports() => VerifyAgainstLibraryAsync("""
        using System;
        using System.Diagnostics;

        class Caller
        {
            public void Run()
            {
                var job = Acme.Job.Start();
                job.{|ZG0004:Join|}(TimeSpan.FromSeconds(1));
            }

            public void RunProcess()
            {
                var process = Process.Start("make")!;
                Acme.Waiting.{|ZG0004:WaitFor|}(1000, process);
            }
        }
        """);

    [Fact]
    public Task TimedWait_Tested_IsSilent() => VerifyAgainstLibraryAsync("""
        using System;
        using System.Diagnostics;

        class Caller
        {
            public void Run()
            {
                var job = Acme.Job.Start();
                while (!job.Join(TimeSpan.FromSeconds(1)))
                    Console.WriteLine("still running");
            }

            public void RunProcess()
            {
                var process = Process.Start("make")!;
                if (!Acme.Waiting.WaitFor(1000, process))
                    process.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task Arguments_IsSilent() => VerifyAgainstLibraryAsync("""
        using System.Diagnostics;
        using Acme;

        class Caller
        {
            public void Static() => Waiting.WaitFor(Process.Start("make")!);

            public void Extension() => Process.Start("make")!.WaitLong();

            public void Named() => Waiting.WaitForFirst(name: "make", first: Process.Start("make")!);

            public void Both()
            {
                var first = Process.Start("make");
                var second = Process.Start("make");
                Waiting.Both(first!, second!);
            }

            public void Pid(string[] argv)
            {
                if (Libc.posix_spawn(out var pid, argv[0], 0, 0, argv, null!) == 0)
                    Waiting.Reap(pid);
            }
        }
        """);

    [Fact]
    public Task OtherChild_Reports() => VerifyAgainstLibraryAsync("""
        using System.Diagnostics;
        using Acme;

        class Caller
        {
            public void Run(Process other)
            {
                var process = Process.{|ZG0002:Start|}("make");
                Waiting.WaitFor(other);
            }

            public void Pid(string[] argv, int other)
            {
                if (Libc.{|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null!) == 0)
                    Waiting.Reap(other);
            }
        }
        """);

    [Fact]
    public Task Lambda_IsSilent() => VerifyAgainstLibraryAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;
        using Acme;

        class Caller
        {
            public void Run()
            {
                var process = Process.Start("make")!;
                Task.Run(() => Waiting.WaitFor(process));
            }
        }
        """);

    [Fact]
    public Task LambdaThatOnlyPrints_Reports() => VerifyAgainstLibraryAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Caller
        {
            public void Run()
            {
                var process = Process.{|ZG0002:Start|}("make")!;
                Task.Run(() => Console.WriteLine(process.Id));
            }
        }
        """);

    [Fact]
    public Task InterfaceOfTheProgram_OneImplementationThatWaitsIsPromised_IsSilent() => VerifyAsync("""
        using System.Diagnostics;
        using ZombieGuard.Annotations;

        interface IWaiter { void Wait([WaitsForChild] Process process); void Show(int pid); }

        class Waiter : IWaiter
        {
            public void Wait(Process process) => process.WaitForExit();
            public void Show(int pid) { }
        }

        class Caller
        {
            public void Through(IWaiter waiter) => waiter.Wait(Process.Start("make")!);
            public void Direct(Waiter waiter) => waiter.Wait(Process.Start("make")!);
        }
        """);
}
