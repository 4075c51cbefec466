using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0005_KilledNotWaitedTests
{
    [Fact, Trait("Origin", "Reviewed")]
    public Task KillsTheChild_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run() { var job = Process.Start(make); job.{|ZG0005:Kill|}(); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task KillsItself_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public void Run() { Process.Start(make); Process.GetCurrentProcess().Kill(); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task KilledById_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run() { var job = Process.Start(make); Process.GetProcessById(job.Id).{|ZG0005:Kill|}(); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task WaitedForById_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public void Run() { var job = Process.Start(make); Process.GetProcessById(job.Id).WaitForExit(); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ListInitializer_OnlyKilledByIndex_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var jobs = new List<Process> { Process.Start("a"), Process.Start("b") };
                for (int i = 0; i < jobs.Count; i++) jobs[i].{|ZG0005:Kill|}();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ListInitializer_DrainedByIndex_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var jobs = new List<Process> { Process.Start("a"), Process.Start("b") };
                for (int i = 0; i < jobs.Count; i++) jobs[i].WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task WhenAny_OutcomeInABool_OnlyKilled_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public async Task Run()
            {
                using var job = Process.Start(make);
                var exit = job.WaitForExitAsync();
                var delay = Task.Delay(1000);
                bool timedOut = await Task.WhenAny(exit, delay).ConfigureAwait(false) == delay;
                if (timedOut) job.{|ZG0005:Kill|}();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task WhenAny_OutcomeInABool_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public async Task Run()
            {
                using var job = Process.Start(make);
                var exit = job.WaitForExitAsync();
                var delay = Task.Delay(1000);
                bool timedOut = await Task.WhenAny(exit, delay).ConfigureAwait(false) == delay;
                if (timedOut) { job.Kill(); job.WaitForExit(); }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task WhenAny_ConfiguredAwait_ThenKilled_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public async Task Run()
            {
                using var job = Process.Start(make);
                var exit = job.WaitForExitAsync();
                var first = await Task.WhenAny(exit, Task.Delay(1000)).ConfigureAwait(false);
                if (first == exit) return;
                job.Kill();
                await job.WaitForExitAsync().ConfigureAwait(false);
            }
        """);

    [Fact]
    public Task KilledAndWaitedForAWhile_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        void Stop()
        {
            using var git = Process.Start(make);
            Work();
            git.Kill();
            git.WaitForExit(5000);
        }
        """);

    [Fact]
    public Task WaitedForAWhileAndKilled_Reports() => RunnerVerifier.VerifyMembersAsync("""
        void Stop()
        {
            using var git = Process.Start(make);
            git.WaitForExit(5000);
            git.{|ZG0005:Kill|}();
        }
        """);

    [Fact]
    public Task KilledAndWaitedForWithAToken_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        async Task Stop()
        {
            using var git = Process.Start(make);
            Work();
            git.Kill();
            using var grace = new CancellationTokenSource(5000);
            try
            {
                await git.WaitForExitAsync(grace.Token);
            }
            catch (OperationCanceledException)
            {
                Work();
            }
        }
        """);

    [Fact]
    public Task KilledAndRacedWithADelay_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        async Task Stop()
        {
            using var git = Process.Start(make);
            Work();
            git.Kill();
            await Task.WhenAny(git.WaitForExitAsync(), Task.Delay(5000));
        }
        """);

    [Fact]
    public Task AskedToCloseAndWaitedForAWhile_Reports() => RunnerVerifier.VerifyMembersAsync("""
        void Stop()
        {
            using var git = Process.Start(make);
            Work();
            git.{|ZG0005:CloseMainWindow|}();
            git.WaitForExit(5000);
        }
        """);

    [Fact]
    public Task AskedToCloseThenKilledAndWaitedForAWhile_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        void Stop()
        {
            using var git = Process.Start(make);
            git.CloseMainWindow();
            if (!git.WaitForExit(5000))
            {
                git.Kill();
                git.WaitForExit(1000);
            }
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ThoseThatStillRunAreKilled_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run(string[] names)
            {
                var jobs = new List<Process>();
                foreach (var name in names) jobs.Add(Process.Start(name));
                Work();
                foreach (var job in jobs.Where(j => !j.HasExited)) job.{|ZG0005:Kill|}();
                foreach (var job in jobs.Where(j => !j.HasExited).ToList()) Console.WriteLine(job.Id);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ThoseThatStillRunAreKilledAndWaitedFor_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public void Run(string[] names)
            {
                var jobs = new List<Process>();
                foreach (var name in names) jobs.Add(Process.Start(name));
                Work();
                foreach (var job in jobs.Where(j => !j.HasExited)) job.Kill();
                foreach (var job in jobs) job.WaitForExit();
            }

            public void Poll(string[] names)
            {
                var jobs = new List<Process>();
                foreach (var name in names) jobs.Add(Process.Start(name));
                var some = true;
                while (some)
                {
                    some = false;
                    foreach (var job in jobs.Where(j => !j.HasExited)) some = true;
                    Thread.Sleep(100);
                }
            }
        """);
}
