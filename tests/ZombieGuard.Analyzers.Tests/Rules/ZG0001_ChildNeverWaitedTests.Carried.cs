using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>A pid in an object of the program's own that has nothing but properties: what a wrapper of posix_spawn returns.</summary>
public sealed partial class ZG0001_ChildNeverWaitedTests
{
    private const string PidCarriers = """
            readonly struct Child
            {
                public Child(int pid, string path) { Pid = pid; Path = path; }
                public int Pid { get; }
                public string Path { get; }
            }

            record struct Job(int Pid, string Path);

            sealed class Info { public int Pid { get; init; } public string Path { get; init; } }

            sealed record Server(int Pid, int Port);

            static Child Spawn(string[] argv)
            {
                if (posix_spawn(out var pid, argv[0], 0, 0, argv, null) != 0) throw new InvalidOperationException();
                return new Child(pid, argv[0]);
            }

            static Job Start(string[] argv) => posix_spawn(out var pid, argv[0], 0, 0, argv, null) == 0 ? new Job(pid, argv[0]) : default;

            static Info Launch(string[] argv) { posix_spawn(out var pid, argv[0], 0, 0, argv, null); return new Info { Pid = pid, Path = argv[0] }; }

            static Server Serve(string[] argv) { posix_spawn(out var pid, argv[0], 0, 0, argv, null); return new Server(pid, 80); }

            static (int Pid, string Path) Pair(string[] argv) { posix_spawn(out var pid, argv[0], 0, 0, argv, null); return (pid, argv[0]); }

            static void Wait(Child child) => waitpid(child.Pid, out _, 0);

        """;

    [Fact, Trait("Origin", "Reviewed")]
    public Task PidInAnObject_OnlyPrintedOrKilled_Reports() => SpawnerVerifier.VerifyMembersAsync(PidCarriers + """
            public void Print(string[] argv) { var child = {|ZG0001:Spawn|}(argv); Console.WriteLine($"{child.Path} is {child.Pid}"); }

            public void Kill(string[] argv) { var child = {|ZG0001:Spawn|}(argv); kill(child.Pid, SIGKILL); }

            public void OfRecord(string[] argv) { var (pid, _) = {|ZG0001:Start|}(argv); Console.WriteLine(pid); }

            public void OfInitializer(string[] argv) { var info = {|ZG0001:Launch|}(argv); Console.WriteLine(info.Pid); }

            public void OfTuple(string[] argv) => Console.WriteLine({|ZG0001:Pair|}(argv).Path);
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PidInAnObject_WaitedForOrHandedOn_IsSilent() => SpawnerVerifier.VerifyMembersAsync(PidCarriers + """
            readonly List<Child> _children = new();

            public void ByHelper(string[] argv) => Wait(Spawn(argv));

            public void ByPid(string[] argv) { var child = Spawn(argv); waitpid(child.Pid, out _, 0); }

            public void InAThread(string[] argv) { var child = Spawn(argv); new Thread(() => waitpid(child.Pid, out _, 0)).Start(); }

            public void InAnArray(string[] argv) { var all = new[] { Spawn(argv), Spawn(argv) }; foreach (var child in all) Wait(child); }

            public void Nullable(string[] argv) { Child? child = Spawn(argv); if (child.HasValue) Wait(child.Value); }

            public void Kept(string[] argv) => _children.Add(Spawn(argv));

            public void OfRecord(string[] argv) { var job = Start(argv); if (job.Pid <= 0) return; waitpid(job.Pid, out _, 0); }

            public void TakenApart(string[] argv) { var (pid, _) = Start(argv); waitpid(pid, out _, 0); }

            public void Copied(string[] argv) { var job = Start(argv) with { Path = "x" }; waitpid(job.Pid, out _, 0); }

            public void ByPattern(string[] argv) { if (Start(argv) is { Pid: > 0 and var pid }) waitpid(pid, out _, 0); }

            public void OfInitializer(string[] argv) { var info = Launch(argv); waitpid(info.Pid, out _, 0); }

            public void OfTuple(string[] argv) => waitpid(Pair(argv).Pid, out _, 0);

            public void WhichOfTwoNumbers(string[] argv) => Console.WriteLine(Serve(argv).Port);
        """);
}
