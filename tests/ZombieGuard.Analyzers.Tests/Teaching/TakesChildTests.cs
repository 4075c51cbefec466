using System.Threading.Tasks;
using Xunit;
using static ZombieGuard.Analyzers.Tests.Teaching.TaughtVerifier;

namespace ZombieGuard.Analyzers.Tests.Teaching;

/// <summary><c>[TakesChild]</c>: somebody else waits from here on.</summary>
public class TakesChildTests
{
    // A raw pid is a number that a method of the framework would keep; Acme's takes it only where it says so.
    private const string Library = """
        using System.Diagnostics;
        using ZombieGuard.Annotations;

        namespace System.Acme
        {
            public class Supervisor
            {
                public void Watch([TakesChild] int pid, string name) { }
                public void Show(int pid, string name) { }
                [TakesChild] public void Take(string name, int limitMilliseconds, Process process) { }
                [TakesChild] public static void Adopt(int pid) { }
                [TakesChild] public int Current { get; set; }
                public Supervisor() { }
                public Supervisor([TakesChild] Process process) { }
                public void Move([TakesChild] Process first, [TakesChild] Process second) { }
            }
        }
        """;

    private static Task VerifyAgainstSystemAcmeAsync(string source) => Test(source, references: Compile(Library, "System.Acme")).RunAsync();

    [Fact]
    public Task RawPid_Taken_IsSilent() => VerifyAgainstSystemAcmeAsync("""
        using System.Acme;

        class Caller
        {
            public void Parameter(Supervisor supervisor, string[] argv)
            {
                Libc.posix_spawn(out var pid, argv[0], 0, 0, argv, null!);
                supervisor.Watch(pid, "make");
            }

            public void Method(string[] argv)
            {
                Libc.posix_spawn(out var pid, argv[0], 0, 0, argv, null!);
                Supervisor.Adopt(pid);
            }

            public void Property(Supervisor supervisor, string[] argv)
            {
                Libc.posix_spawn(out var pid, argv[0], 0, 0, argv, null!);
                supervisor.Current = pid;
            }
        }
        """);

    [Fact]
    public Task RawPid_OnlyShown_Reports() => VerifyAgainstSystemAcmeAsync("""
        using System.Acme;

        class Caller
        {
            public void Run(Supervisor supervisor, string[] argv)
            {
                Libc.{|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null!);
                supervisor.Show(pid, "make");
            }
        }
        """);

    [Fact]
    public Task Process_Taken_IsSilent() => VerifyAgainstSystemAcmeAsync("""
        using System.Acme;
        using System.Diagnostics;

        class Caller
        {
            public void Method(Supervisor supervisor) => supervisor.Take("make", 1, Process.Start("make")!);

            public Supervisor Constructor() => new(Process.Start("make")!);

            public void Both(Supervisor supervisor)
            {
                var first = Process.Start("make")!;
                var second = Process.Start("make")!;
                supervisor.Move(first, second);
            }
        }
        """);

    [Fact]
    public Task Process_OnOnePathOnly_Reports() => VerifyAgainstSystemAcmeAsync("""
        using System.Acme;
        using System.Diagnostics;

        class Caller
        {
            public void Run(Supervisor supervisor, bool watch)
            {
                var process = Process.{|ZG0002:Start|}("make")!;
                if (watch)
                    supervisor.Take("make", 1, process);
            }
        }
        """);

    [Fact]
    public Task LocalFunctionThatTakes_IsSilent() => VerifyAsync("""
        using System.Diagnostics;
        using ZombieGuard.Annotations;

        class Caller
        {
            public void Run()
            {
                Keep(Process.Start("make")!);

                static void Keep([TakesChild] Process process) { }
            }
        }
        """);

    [Fact]
    public Task PartialMethod_IsSilent() => VerifyAsync("""
        using System.Diagnostics;
        using ZombieGuard.Annotations;

        static partial class Caller
        {
            public static void Run() => Take(Process.Start("make")!);

            static partial void Take(Process process);

            static partial void Take([TakesChild] Process process) { }
        }
        """);

    [Fact]
    public Task TopLevelProgram_IsSilent()
    {
        var test = Test("""
            using System.Diagnostics;
            using ZombieGuard.Annotations;

            Keep(Process.Start("make")!);
            System.Console.ReadLine();

            static void Keep([TakesChild] Process process) { }
            """, references: Runtime);
        test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
        return test.RunAsync();
    }
}
