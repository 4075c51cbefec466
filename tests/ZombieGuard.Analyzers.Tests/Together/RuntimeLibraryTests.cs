using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Analyzers.Tests.Teaching;

namespace ZombieGuard.Analyzers.Tests.Together;

/// <summary>What ZombieGuard.Runtime starts owes nobody a wait; what it only looks at still does.</summary>
public sealed class RuntimeLibraryTests
{
    [Fact]
    [Trait("Scenario", "S5")]
    [Trait("Scenario", "S13")]
    public Task Daemons_IsSilent() => VerifyAsync("""
        using System;
        using ZombieGuard;

        static class Service
        {
            static void Main(string[] args)
            {
                if (!Daemonizer.IsDaemon)
                {
                    var pid = Daemonizer.Start(new ChildStartInfo(Environment.ProcessPath!, args), new DaemonOptions { ReadyTimeout = TimeSpan.FromSeconds(5) });
                    Console.WriteLine(pid);
                    Daemonizer.Start(new ChildStartInfo("rsync", "-a", "from", "to"), new DaemonOptions { LogFile = "log" });
                    Console.ReadLine();
                    return;
                }

                using var file = PidFile.Acquire("/run/service.pid");
                Daemonizer.NotifyReady();
                Console.ReadLine();
            }
        }
        """);

    [Fact]
    public Task ChildrenOfTheLibrary_IsSilent() => VerifyAsync("""
        using System;
        using System.Threading.Tasks;
        using ZombieGuard;

        class Launcher
        {
            private ChildProcess _kept;

            public int Run()
            {
                ChildProcess.Start("never-joined");
                using var disposed = ChildProcess.Start(new ChildStartInfo("disposed") { UseTerminal = true });
                _kept = ChildProcess.Start("kept");
                var killed = ChildProcess.Start("killed");
                killed.Kill();
                if (!killed.Join(TimeSpan.FromSeconds(1)))
                {
                    return 1;
                }

                _ = _kept.StopAsync(TimeSpan.FromSeconds(1));
                return disposed.Pid;
            }
        }
        """);

    [Theory]
    [InlineData("await ParentWatch.WhenEnds(pid);")]
    [InlineData("Console.WriteLine(ZombieScanner.Tree(pid).Count);")]
    public Task RawChildOnlyLookedAt_Reports(string look) => VerifyAsync(Watcher("{|ZG0001:posix_spawn|}", look));

    [Fact]
    public Task RawChildLookedAtAndAdopted_IsSilent() =>
        VerifyAsync(Watcher("posix_spawn", "await ParentWatch.WhenEnds(pid); await ChildReaper.Shared.Adopt(pid).Completion;"));

    private static string Watcher(string start, string look) => $$"""
        using System;
        using System.Runtime.InteropServices;
        using System.Threading.Tasks;
        using ZombieGuard;

        class Watcher
        {
            [DllImport("libc")]
            private static extern int posix_spawn(out int pid, string path, nint actions, nint attributes, string[] arguments, string[] environment);

            public async Task Run()
            {
                if ({{start}}(out var pid, "/bin/true", 0, 0, new string[] { "true", null }, new string[] { null }) != 0)
                {
                    return;
                }

                {{look}}
                await Task.Delay(1000);
            }
        }
        """;

    private static Task VerifyAsync(string source)
    {
        var test = new TogetherTest { TestCode = source };
        test.TestState.AdditionalReferences.Add(TaughtVerifier.Runtime);
        return test.RunAsync();
    }
}
