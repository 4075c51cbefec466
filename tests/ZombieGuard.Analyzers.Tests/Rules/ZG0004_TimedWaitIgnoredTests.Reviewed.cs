using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0004_TimedWaitIgnoredTests
{
    private const string Stop = """
            static string Stop(Process job) { job.Kill(); job.WaitForExit(); return "late"; }

        """;

    [Fact, Trait("Origin", "Reviewed")]
    public Task SwitchOnTheAnswer_IsSilent() => RunnerVerifier.VerifyMembersAsync(Stop + """
            public string Run()
            {
                using var job = Process.Start(make);
                return job.WaitForExit(1000) switch
                {
                    true when job.ExitCode == 0 => "made",
                    true => "failed",
                    false => Stop(job),
                };
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SwitchOnTheAnswer_NothingDoneForNo_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public string Run()
            {
                using var job = Process.Start(make);
                return job.{|ZG0004:WaitForExit|}(1000) switch
                {
                    true when job.ExitCode == 0 => "made",
                    true => "failed",
                    false => "late",
                };
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SwitchOnAPairWithTheAnswer_IsSilent() => RunnerVerifier.VerifyMembersAsync(Stop + """
            public string Run(bool quick)
            {
                using var job = Process.Start(make);
                switch (job.WaitForExit(1000), quick)
                {
                    case (true, _): return job.ExitCode.ToString();
                    case (false, true): return Stop(job);
                    default: job.Kill(); job.WaitForExit(); return "slow";
                }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SwitchOnAPairWithTheAnswer_OneArmLeavesIt_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public string Run(bool quick)
            {
                using var job = Process.Start(make);
                switch (job.{|ZG0004:WaitForExit|}(1000), quick)
                {
                    case (true, _): return job.ExitCode.ToString();
                    case (false, true): return "late";
                    default: job.Kill(); job.WaitForExit(); return "slow";
                }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task CounterTellsThatItGaveUp_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public int Run()
            {
                using var job = Process.Start(make);
                int turn;
                for (turn = 0; turn < 10; turn++)
                {
                    if (job.WaitForExit(100)) break;
                }

                if (turn == 10)
                {
                    job.Kill();
                    job.WaitForExit();
                }

                return job.ExitCode;
            }

            public int Poll()
            {
                using var job = Process.Start(make);
                var turn = 0;
                while (!job.HasExited && turn < 10)
                {
                    turn++;
                    Thread.Sleep(100);
                }

                if (turn != 10) return job.ExitCode;
                job.Kill();
                job.WaitForExit();
                return -1;
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task CounterIsAskedForAnotherNumber_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                using var job = Process.Start(make);
                int turn;
                for (turn = 0; turn < 10; turn++)
                {
                    if (job.{|ZG0004:WaitForExit|}(100)) break;
                }

                if (turn == 5)
                {
                    job.Kill();
                    job.WaitForExit();
                }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task CountedDownToTheEnd_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public int Run()
            {
                using var job = Process.Start(make);
                var left = 10;
                while (left-- > 0)
                {
                    if (job.WaitForExit(100)) break;
                }

                if (left < 0)
                {
                    job.Kill();
                    job.WaitForExit();
                }

                return job.ExitCode;
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task CountedDownAndAskedForMore_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                using var job = Process.Start(make);
                var left = 10;
                while (left-- > 0)
                {
                    if (job.{|ZG0004:WaitForExit|}(100)) break;
                }

                if (left > 0)
                {
                    job.Kill();
                    job.WaitForExit();
                }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task AnswerInANullableBool_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public int Run()
            {
                using var job = Process.Start(make);
                bool? hasEnded;
                if (job.WaitForExit(100)) hasEnded = true;
                else hasEnded = false;

                if (hasEnded == false)
                {
                    job.Kill();
                    job.WaitForExit();
                }

                return job.ExitCode;
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task AnswerInANullableBool_AskedTheWrongWay_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                using var job = Process.Start(make);
                bool? hasEnded;
                if (job.{|ZG0004:WaitForExit|}(100)) hasEnded = true;
                else hasEnded = false;

                if (hasEnded == true)
                {
                    job.Kill();
                    job.WaitForExit();
                }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task AnswerOfAnOwnMethodInOtherWords_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            enum Outcome { Ended, Late }
            sealed record Result(bool IsLate, int Code);

            static Outcome Told(Process job) => job.WaitForExit(1000) ? Outcome.Ended : Outcome.Late;
            static int? Code(Process job) => job.WaitForExit(1000) ? job.ExitCode : null;
            static (bool Ended, int Code) Pair(Process job) => job.WaitForExit(1000) ? (true, job.ExitCode) : (false, -1);
            static Result All(Process job) => job.WaitForExit(1000) ? new Result(false, job.ExitCode) : new Result(true, -1);
            static void Stop(Process job) { job.Kill(); job.WaitForExit(); }

            public int ByName()
            {
                using var job = Process.Start(make);
                if (Told(job) == Outcome.Late) Stop(job);
                return job.ExitCode;
            }

            public int ByNumber()
            {
                using var job = Process.Start(make);
                if (Code(job) is { } code) return code;
                Stop(job);
                return -1;
            }

            public int ByPair()
            {
                using var job = Process.Start(make);
                var (ended, code) = Pair(job);
                if (!ended) Stop(job);
                return code;
            }

            public int ByObject()
            {
                using var job = Process.Start(make);
                var result = All(job);
                if (result.IsLate) Stop(job);
                return result.Code;
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task AnswerOfAnOwnMethodInOtherWords_NobodyTakesIt_Reports() => RunnerVerifier.VerifyMembersAsync("""
            enum Outcome { Ended, Late }
            sealed record Result(bool IsLate, int Code);

            static Outcome Told(Process job) => job.WaitForExit(1000) ? Outcome.Ended : Outcome.Late;
            static Result All(Process job) => job.WaitForExit(1000) ? new Result(false, job.ExitCode) : new Result(true, -1);
            static void Stop(Process job) { job.Kill(); job.WaitForExit(); }

            public void WrongWay()
            {
                using var job = Process.Start(make);
                if ({|ZG0004:Told|}(job) == Outcome.Ended) Stop(job);
            }

            public void Dropped()
            {
                using var job = Process.Start(make);
                {|ZG0004:All|}(job);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SuppressedTimeout_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public async Task Run()
            {
                using var job = Process.Start(make);
                await job.WaitForExitAsync().{|ZG0004:WaitAsync|}(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SuppressedTimeout_Asked_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public async Task Run()
            {
                using var job = Process.Start(make);
                await job.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (!job.HasExited)
                {
                    job.Kill();
                    job.WaitForExit();
                }
            }
        """);
}
