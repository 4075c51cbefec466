using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Workers that are started, joined and terminated, and servers that go on starting them.</summary>
public sealed partial class ScenarioTests
{
    [Fact]
    [Trait("Scenario", "S6")]
    public Task StartedAndNotJoined_Reports() => RunnerVerifier.VerifyMembersAsync("""
        void Run()
        {
            var worker = new Process { StartInfo = make };
            worker.{|ZG0002:Start|}();
            Console.WriteLine(worker.Id);
        }
        """);

    [Fact]
    [Trait("Scenario", "S6")]
    public Task StartedAndJoined_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        int Run()
        {
            var worker = new Process { StartInfo = make };
            worker.Start();
            worker.WaitForExit();
            return worker.ExitCode;
        }
        """);

    [Fact]
    [Trait("Scenario", "S6")]
    public Task JoinedWithATimeoutThatIsIgnored_Reports() => RunnerVerifier.VerifyMembersAsync("""
        void Run()
        {
            var worker = Process.Start(make);
            worker.{|ZG0004:WaitForExit|}(1000);
            Console.WriteLine("joined, or so it seems");
        }
        """);

    [Fact]
    [Trait("Scenario", "S6")]
    public Task JoinedWithATimeoutThatIsHeeded_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        void Run()
        {
            var worker = Process.Start(make);
            while (!worker.WaitForExit(1000))
            {
                Console.WriteLine("is alive");
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S6")]
    public Task TerminatedAndNotJoined_Reports() => RunnerVerifier.VerifyMembersAsync("""
        void Run()
        {
            var worker = Process.Start(make);
            Work();
            worker.{|ZG0005:Kill|}();
        }
        """);

    [Fact]
    [Trait("Scenario", "S6")]
    public Task TerminatedAndJoined_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        void Run()
        {
            var worker = Process.Start(make);
            Work();
            worker.Kill();
            worker.WaitForExit();
        }
        """);

    [Fact]
    [Trait("Scenario", "S8")]
    public Task LongLivedParentNeverWaits_Reports() => SpawnerVerifier.VerifyMembersAsync("""
        void Serve()
        {
            while (true)
            {
                {|ZG0001:posix_spawn|}(out var pid, "/bin/true", 0, 0, new[] { "true" }, null);
                Console.WriteLine("started " + pid);
                Thread.Sleep(1000);
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S8")]
    public Task LongLivedParentWaitsForEach_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
        void Serve()
        {
            while (true)
            {
                posix_spawn(out var pid, "/bin/true", 0, 0, new[] { "true" }, null);
                waitpid(pid, out _, 0);
                Thread.Sleep(1000);
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S8")]
    public Task ManyStartedFewerWaitedFor_Reports() => SpawnerVerifier.VerifyMembersAsync("""
        void Serve(int count)
        {
            for (var i = 0; i < count; i++)
            {
                posix_spawn(out _, "/bin/true", 0, 0, new[] { "true" }, null);
            }

            {|ZG0006:wait|}(out _);
            Thread.Sleep(1000);
        }
        """);

    [Fact]
    [Trait("Scenario", "S8")]
    public Task ManyStartedAsManyWaitedFor_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
        void Serve(int count)
        {
            for (var i = 0; i < count; i++)
            {
                posix_spawn(out _, "/bin/true", 0, 0, new[] { "true" }, null);
            }

            for (var i = 0; i < count; i++)
            {
                wait(out _);
            }

            Thread.Sleep(1000);
        }
        """);
}
