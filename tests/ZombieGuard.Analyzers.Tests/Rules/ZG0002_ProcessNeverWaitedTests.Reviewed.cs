using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>What a hostile review of the rule found wrong.</summary>
public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact, Trait("Origin", "Reviewed")]
    public Task EightyIfs_BeforeTheStart_Reports() => RunnerVerifier.VerifyMembersAsync(
        "public void Run() {\n" + Ifs(80) + "var job = Process.{|ZG0002:Start|}(make); Console.WriteLine(job.Id); }");

    [Fact, Trait("Origin", "Reviewed")]
    public Task EightyIfs_AfterTheStart_Reports() => RunnerVerifier.VerifyMembersAsync(
        "public void Run() {\nvar job = Process.{|ZG0002:Start|}(make);\n" + Ifs(80) + "Console.WriteLine(job.Id); }");

    [Fact, Trait("Origin", "Reviewed")]
    public Task EightyIfs_ThenAWait_IsSilent() => RunnerVerifier.VerifyMembersAsync(
        "public void Run() {\nvar job = Process.Start(make);\n" + Ifs(80) + "job.WaitForExit(); }");

    [Fact, Trait("Origin", "Reviewed")]
    public Task FortyFlags_Reports() => RunnerVerifier.VerifyMembersAsync(
        "public void Run() {\n" + Flags(40) + "var job = Process.{|ZG0002:Start|}(make);\n" + Asks(40) + "}");

    [Fact, Trait("Origin", "Reviewed")]
    public Task FortyFlags_ThenAWait_IsSilent() => RunnerVerifier.VerifyMembersAsync(
        "public void Run() {\n" + Flags(40) + "var job = Process.Start(make);\n" + Asks(40) + "job.WaitForExit(); }");

    private static string Ifs(int count) => string.Concat(
        Enumerable.Range(0, count).Select(i => $"if (File.Exists(\"{i}\")) Console.WriteLine({i});\n"));

    private static string Flags(int count) => string.Concat(
        Enumerable.Range(0, count).Select(i => $"bool f{i} = File.Exists(\"{i}\");\n"));

    private static string Asks(int count) => string.Concat(
        Enumerable.Range(0, count).Select(i => $"if (f{i}) Console.WriteLine({i});\n"));

    [Fact, Trait("Origin", "Reviewed")]
    public Task LogHelper_BetweenStartAndWait_InACatchAll_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            void Log(string line) => Console.WriteLine(line);

            public void Run()
            {
                try { var job = Process.Start(make); Log("started"); job.WaitForExit(); }
                catch (Exception e) { Log(e.Message); }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ThrowingHelper_BetweenStartAndWait_InACatchAll_Reports() => RunnerVerifier.VerifyMembersAsync("""
            void Check(string file) { if (!File.Exists(file)) throw new FileNotFoundException(file); }

            public void Run(string file)
            {
                try { var job = Process.{|ZG0002:Start|}(make); Check(file); job.WaitForExit(); }
                catch (Exception e) { Console.WriteLine(e.Message); }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ArrayInitializer_DrainedByIndex_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var jobs = new[] { Process.Start("a"), Process.Start("b") };
                for (int i = 0; i < jobs.Length; i++) jobs[i].WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ArrayInitializer_OnlyDisposedByIndex_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var jobs = new[] { Process.{|ZG0002:Start|}("a"), Process.{|ZG0002:Start|}("b") };
                for (int i = 0; i < jobs.Length; i++) jobs[i].Dispose();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task DictionaryInitializer_DrainedByKey_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var jobs = new Dictionary<string, Process> { ["web"] = Process.Start("web"), ["db"] = Process.Start("db") };
                jobs["web"].WaitForExit();
                jobs["db"].WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task DictionaryInitializer_OnlyCounted_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var jobs = new Dictionary<string, Process> { ["web"] = Process.{|ZG0002:Start|}("web") };
                Console.WriteLine(jobs.Count);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ListDrained_ThroughItsArray_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public void Run(string[] files)
            {
                var jobs = new List<Process>();
                foreach (var file in files) jobs.Add(Process.Start(file));
                var all = jobs.ToArray();
                for (int i = 0; i < all.Length; i++) all[i].WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ListDrained_ThroughAReadOnlyList_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public void Run(string[] files)
            {
                var jobs = new List<Process>();
                foreach (var file in files) jobs.Add(Process.Start(file));
                IReadOnlyList<Process> all = jobs;
                for (int i = 0; i < all.Count; i++) all[i].WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ListAliased_ButOnlyPrinted_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run(string[] files)
            {
                var jobs = new List<Process>();
                foreach (var file in files) jobs.Add(Process.{|ZG0002:Start|}(file));
                IReadOnlyList<Process> all = jobs;
                for (int i = 0; i < all.Count; i++) Console.WriteLine(all[i].Id);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task LocalAndFieldAssignedTogether_IsTheFields() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var job = _current = new Process { StartInfo = make };
                job.{|ZG0003:Start|}();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task TwoLocalsAssignedTogether_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                Process last;
                var job = last = new Process { StartInfo = make };
                job.{|ZG0002:Start|}();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SpinUntilExited_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                using var job = Process.Start(make);
                SpinWait.SpinUntil(() => job.HasExited);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SpinUntilSomethingElse_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                using var job = Process.{|ZG0002:Start|}(make);
                SpinWait.SpinUntil(() => File.Exists("ready"));
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PolledByAny_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public void Run(string[] files)
            {
                var jobs = new List<Process>();
                foreach (var file in files) jobs.Add(Process.Start(file));
                while (jobs.Any(job => !job.HasExited)) Thread.Sleep(10);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PolledByAny_WhetherTheyRespond_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run(string[] files)
            {
                var jobs = new List<Process>();
                foreach (var file in files) jobs.Add(Process.{|ZG0002:Start|}(file));
                while (jobs.Any(job => job.Responding)) Thread.Sleep(10);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SwitchStarts_IfOfTheSameCaseWaits_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public void Run(int mode)
            {
                Process job = null;
                switch (mode) { case 1: job = Process.Start(make); break; case 2: Work(); break; }
                if (mode == 1) job.WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SwitchStarts_IfOfAnotherCaseWaits_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run(int mode)
            {
                Process job = null;
                switch (mode) { case 1: job = Process.{|ZG0002:Start|}(make); break; case 2: Work(); break; }
                if (mode == 2) job?.WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ComplementaryComparisons_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public void Run(int level)
            {
                Process job = null;
                if (level > 3) job = Process.Start(make);
                Work();
                if (level <= 3) return;
                job.WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ComparisonsThatDoNotComplement_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run(int level)
            {
                Process job = null;
                if (level > 3) job = Process.{|ZG0002:Start|}(make);
                Work();
                if (level <= 5) return;
                job.WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task OwnExit_ThatEndsTheProgram_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            static void Exit() { Console.Out.Flush(); Environment.Exit(0); }

            public void Restart() { Process.Start(make); Exit(); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task OwnExit_ThatOnlyLeavesAMenu_Reports() => RunnerVerifier.VerifyMembersAsync("""
            static void Exit() { Console.WriteLine("left the menu"); }

            public void Restart() { Process.{|ZG0002:Start|}(make); Exit(); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task HandedToAnEvent_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public void Run() { var job = Process.Start(make); Started?.Invoke(job); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task OnlyItsNameHandedToAnEvent_Reports() => RunnerVerifier.VerifyMembersAsync("""
            event Action<string> Named;

            public void Run() { var job = Process.{|ZG0002:Start|}(make); Named?.Invoke(job.ProcessName); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task WaitInADelegateOnAStack_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var cleanups = new Stack<Action>();
                var job = Process.Start(make);
                cleanups.Push(() => job.WaitForExit());
                while (cleanups.TryPop(out var cleanup)) cleanup();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task KillInADelegateOnAStack_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var cleanups = new Stack<Action>();
                var job = Process.{|ZG0002:Start|}(make);
                cleanups.Push(() => job.Kill());
                while (cleanups.TryPop(out var cleanup)) cleanup();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ShellAskedFor_ByThisField_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            readonly ProcessStartInfo _page = new ProcessStartInfo("page.html");

            public void Open() { _page.UseShellExecute = true; Process.Start(_page); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ShellAskedFor_ByAnotherField_Reports() => RunnerVerifier.VerifyMembersAsync("""
            readonly ProcessStartInfo _page = new ProcessStartInfo("page.html");
            readonly ProcessStartInfo _tool = new ProcessStartInfo("tool");

            public void Open() { _page.UseShellExecute = true; Process.{|ZG0002:Start|}(_tool); }
        """);
}
