using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>ExitCode is read where the process may still run.</summary>
public sealed partial class ZG0013_ExitReadEarlyTests
{
    [Fact]
    public Task AfterReadingTheOutput_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public int Run()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true });
                Console.Write(git.StandardOutput.ReadToEnd());
                return git.{|ZG0013:ExitCode|};
            }
        }
        """);

    [Fact]
    public Task AfterWaiting_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public int Run()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true });
                Console.Write(git.StandardOutput.ReadToEnd());
                git.WaitForExit();
                return git.ExitCode;
            }
        }
        """);

    [Fact]
    public Task AfterTimedWaitThatSaidNo_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public int Run()
            {
                using var git = Process.Start("git", "gc");
                if (!git.{|ZG0004:WaitForExit|}(1000))
                {
                    Console.WriteLine("slow");
                }

                return git.{|ZG0013:ExitCode|};
            }
        }
        """);

    [Fact]
    public Task OnlyWhereItHasEnded_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public int Run()
            {
                using var git = Process.Start("git", "gc");
                if (!git.WaitForExit(1000))
                {
                    git.Kill();
                    git.WaitForExit();
                    return -1;
                }

                return git.ExitCode;
            }

            public int Poll()
            {
                var git = Process.Start("git", "gc");
                while (!git.HasExited)
                {
                    Thread.Sleep(10);
                }

                return git.ExitCode;
            }
        }
        """);

    [Fact]
    public Task AfterKill_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public int Run()
            {
                using var git = Process.Start("git", "gc");
                git.{|ZG0005:Kill|}();
                return git.{|ZG0013:ExitCode|};
            }
        }
        """);

    [Fact]
    public Task Prepared_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public int Run()
            {
                using var git = Process.{|ZG0002:Start|}("git", "gc");
                try
                {
                    return git.ExitCode;
                }
                catch (InvalidOperationException)
                {
                    return -1;
                }
            }
        }
        """);

    [Fact]
    public Task EventsEnabled_ProveNothing_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public int Run()
            {
                var git = new Process { StartInfo = new ProcessStartInfo("git", "gc"), EnableRaisingEvents = true };
                git.Exited += (_, _) => Console.WriteLine("ended");
                git.Start();
                return git.{|ZG0013:ExitCode|};
            }
        }
        """);

    [Fact]
    public Task InTheHandlerOfTheExit_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public void Run()
            {
                var git = new Process { StartInfo = new ProcessStartInfo("git", "gc"), EnableRaisingEvents = true };
                git.Exited += (_, _) => Console.WriteLine(git.ExitCode);
                git.Start();
            }
        }
        """);

    [Fact]
    public Task GivenProcess_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public int Code(Process process) => process.ExitCode;
        }
        """);

    [Fact]
    public Task PatternThatAsksFirst_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        bool Run()
        {
            using var git = Process.Start(make);
            git.WaitForExit(1000);
            if (git is { HasExited: true, ExitCode: 0 })
            {
                return true;
            }

            git.Kill();
            git.WaitForExit();
            return false;
        }
        """);

    [Fact]
    public Task PatternThatAsksTooLate_Reports() => RunnerVerifier.VerifyMembersAsync("""
        bool Run()
        {
            using var git = Process.Start(make);
            git.WaitForExit(1000);
            if (git is { {|ZG0013:ExitCode|}: 0, HasExited: true })
            {
                return true;
            }

            git.Kill();
            git.WaitForExit();
            return false;
        }
        """);

    [Fact]
    public Task HandlerOfTheExitSetsWhatIsWaitedFor_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        int Run()
        {
            using var ended = new ManualResetEventSlim();
            using var git = new Process { StartInfo = make, EnableRaisingEvents = true };
            git.Exited += (_, _) => ended.Set();
            git.Start();
            ended.Wait();
            return git.ExitCode;
        }
        """);

    [Fact]
    public Task HandlerOfTheExitCompletesWhatIsAwaited_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        readonly TaskCompletionSource _ended = new();

        void OnExited(object sender, EventArgs e) => _ended.TrySetResult();

        async Task<int> Run()
        {
            using var git = new Process { StartInfo = make, EnableRaisingEvents = true };
            git.Exited += OnExited;
            git.Start();
            await _ended.Task;
            return git.ExitCode;
        }
        """);

    [Fact]
    public Task SomethingElseIsWaitedFor_Reports() => RunnerVerifier.VerifyMembersAsync("""
        int Run()
        {
            using var ended = new ManualResetEventSlim();
            using var other = new ManualResetEventSlim();
            using var git = new Process { StartInfo = make, EnableRaisingEvents = true };
            git.Exited += (_, _) => ended.Set();
            git.Start();
            other.Wait();
            return git.{|ZG0013:ExitCode|};
        }
        """);

    [Fact]
    public Task KilledAndWaitedForAWhile_Reports() => RunnerVerifier.VerifyMembersAsync("""
        int Run()
        {
            using var git = Process.Start(make);
            Work();
            git.Kill();
            git.WaitForExit(1000);
            return git.{|ZG0013:ExitCode|};
        }
        """);
}
