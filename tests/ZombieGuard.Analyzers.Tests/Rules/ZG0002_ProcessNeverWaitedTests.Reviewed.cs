using System.Linq;
using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>What a hostile review of the rule found wrong.</summary>
public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    private const string RunnerHead = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;

        class Runner
        {
            static readonly ProcessStartInfo make = new ProcessStartInfo("make");
            Process _current;
            event Action<Process> Started;

            void Work() { }

        """;

    private static Task VerifyRunner(string members) => Verify.VerifyAnalyzerAsync(RunnerHead + members + "\n}\n");

    [Fact, Trait("Origin", "Reviewed")]
    public Task EightyIfs_BeforeTheStart_Reports() => VerifyRunner(
        "public void Run() {\n" + Ifs(80) + "var job = Process.{|ZG0002:Start|}(make); Console.WriteLine(job.Id); }");

    [Fact, Trait("Origin", "Reviewed")]
    public Task EightyIfs_AfterTheStart_Reports() => VerifyRunner(
        "public void Run() {\nvar job = Process.{|ZG0002:Start|}(make);\n" + Ifs(80) + "Console.WriteLine(job.Id); }");

    [Fact, Trait("Origin", "Reviewed")]
    public Task EightyIfs_ThenAWait_IsSilent() => VerifyRunner(
        "public void Run() {\nvar job = Process.Start(make);\n" + Ifs(80) + "job.WaitForExit(); }");

    [Fact, Trait("Origin", "Reviewed")]
    public Task FortyFlags_Reports() => VerifyRunner(
        "public void Run() {\n" + Flags(40) + "var job = Process.{|ZG0002:Start|}(make);\n" + Asks(40) + "}");

    [Fact, Trait("Origin", "Reviewed")]
    public Task FortyFlags_ThenAWait_IsSilent() => VerifyRunner(
        "public void Run() {\n" + Flags(40) + "var job = Process.Start(make);\n" + Asks(40) + "job.WaitForExit(); }");

    private static string Ifs(int count) => string.Concat(
        Enumerable.Range(0, count).Select(i => $"if (File.Exists(\"{i}\")) Console.WriteLine({i});\n"));

    private static string Flags(int count) => string.Concat(
        Enumerable.Range(0, count).Select(i => $"bool f{i} = File.Exists(\"{i}\");\n"));

    private static string Asks(int count) => string.Concat(
        Enumerable.Range(0, count).Select(i => $"if (f{i}) Console.WriteLine({i});\n"));

    [Fact, Trait("Origin", "Reviewed")]
    public Task LogHelper_BetweenStartAndWait_InACatchAll_IsSilent() => VerifyRunner("""
            void Log(string line) => Console.WriteLine(line);

            public void Run()
            {
                try { var job = Process.Start(make); Log("started"); job.WaitForExit(); }
                catch (Exception e) { Log(e.Message); }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ThrowingHelper_BetweenStartAndWait_InACatchAll_Reports() => VerifyRunner("""
            void Check(string file) { if (!File.Exists(file)) throw new FileNotFoundException(file); }

            public void Run(string file)
            {
                try { var job = Process.{|ZG0002:Start|}(make); Check(file); job.WaitForExit(); }
                catch (Exception e) { Console.WriteLine(e.Message); }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ArrayInitializer_DrainedByIndex_IsSilent() => VerifyRunner("""
            public void Run()
            {
                var jobs = new[] { Process.Start("a"), Process.Start("b") };
                for (int i = 0; i < jobs.Length; i++) jobs[i].WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ArrayInitializer_OnlyDisposedByIndex_Reports() => VerifyRunner("""
            public void Run()
            {
                var jobs = new[] { Process.{|ZG0002:Start|}("a"), Process.{|ZG0002:Start|}("b") };
                for (int i = 0; i < jobs.Length; i++) jobs[i].Dispose();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ListInitializer_DrainedByIndex_IsSilent() => VerifyRunner("""
            public void Run()
            {
                var jobs = new List<Process> { Process.Start("a"), Process.Start("b") };
                for (int i = 0; i < jobs.Count; i++) jobs[i].WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ListInitializer_OnlyKilledByIndex_Reports() => VerifyRunner("""
            public void Run()
            {
                var jobs = new List<Process> { Process.Start("a"), Process.Start("b") };
                for (int i = 0; i < jobs.Count; i++) jobs[i].{|ZG0005:Kill|}();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task DictionaryInitializer_DrainedByKey_IsSilent() => VerifyRunner("""
            public void Run()
            {
                var jobs = new Dictionary<string, Process> { ["web"] = Process.Start("web"), ["db"] = Process.Start("db") };
                jobs["web"].WaitForExit();
                jobs["db"].WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task DictionaryInitializer_OnlyCounted_Reports() => VerifyRunner("""
            public void Run()
            {
                var jobs = new Dictionary<string, Process> { ["web"] = Process.{|ZG0002:Start|}("web") };
                Console.WriteLine(jobs.Count);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ListDrained_ThroughItsArray_IsSilent() => VerifyRunner("""
            public void Run(string[] files)
            {
                var jobs = new List<Process>();
                foreach (var file in files) jobs.Add(Process.Start(file));
                var all = jobs.ToArray();
                for (int i = 0; i < all.Length; i++) all[i].WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ListDrained_ThroughAReadOnlyList_IsSilent() => VerifyRunner("""
            public void Run(string[] files)
            {
                var jobs = new List<Process>();
                foreach (var file in files) jobs.Add(Process.Start(file));
                IReadOnlyList<Process> all = jobs;
                for (int i = 0; i < all.Count; i++) all[i].WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ListAliased_ButOnlyPrinted_Reports() => VerifyRunner("""
            public void Run(string[] files)
            {
                var jobs = new List<Process>();
                foreach (var file in files) jobs.Add(Process.{|ZG0002:Start|}(file));
                IReadOnlyList<Process> all = jobs;
                for (int i = 0; i < all.Count; i++) Console.WriteLine(all[i].Id);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task LocalAndFieldAssignedTogether_IsTheFields() => VerifyRunner("""
            public void Run()
            {
                var job = _current = new Process { StartInfo = make };
                job.{|ZG0003:Start|}();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task TwoLocalsAssignedTogether_Reports() => VerifyRunner("""
            public void Run()
            {
                Process last;
                var job = last = new Process { StartInfo = make };
                job.{|ZG0002:Start|}();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task WhenAny_ConfiguredAwait_ThenKilled_IsSilent() => VerifyRunner("""
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

    [Fact, Trait("Origin", "Reviewed")]
    public Task WhenAny_OutcomeInABool_IsSilent() => VerifyRunner("""
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
    public Task WhenAny_OutcomeInABool_OnlyKilled_Reports() => VerifyRunner("""
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
    public Task SpinUntilExited_IsSilent() => VerifyRunner("""
            public void Run()
            {
                using var job = Process.Start(make);
                SpinWait.SpinUntil(() => job.HasExited);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SpinUntilSomethingElse_Reports() => VerifyRunner("""
            public void Run()
            {
                using var job = Process.{|ZG0002:Start|}(make);
                SpinWait.SpinUntil(() => File.Exists("ready"));
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PolledByAny_IsSilent() => VerifyRunner("""
            public void Run(string[] files)
            {
                var jobs = new List<Process>();
                foreach (var file in files) jobs.Add(Process.Start(file));
                while (jobs.Any(job => !job.HasExited)) Thread.Sleep(10);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PolledByAny_WhetherTheyRespond_Reports() => VerifyRunner("""
            public void Run(string[] files)
            {
                var jobs = new List<Process>();
                foreach (var file in files) jobs.Add(Process.{|ZG0002:Start|}(file));
                while (jobs.Any(job => job.Responding)) Thread.Sleep(10);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SwitchStarts_IfOfTheSameCaseWaits_IsSilent() => VerifyRunner("""
            public void Run(int mode)
            {
                Process job = null;
                switch (mode) { case 1: job = Process.Start(make); break; case 2: Work(); break; }
                if (mode == 1) job.WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SwitchStarts_IfOfAnotherCaseWaits_Reports() => VerifyRunner("""
            public void Run(int mode)
            {
                Process job = null;
                switch (mode) { case 1: job = Process.{|ZG0002:Start|}(make); break; case 2: Work(); break; }
                if (mode == 2) job?.WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ComplementaryComparisons_IsSilent() => VerifyRunner("""
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
    public Task ComparisonsThatDoNotComplement_Reports() => VerifyRunner("""
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
    public Task KillsItself_IsSilent() => VerifyRunner("""
            public void Run() { Process.Start(make); Process.GetCurrentProcess().Kill(); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task KillsTheChild_Reports() => VerifyRunner("""
            public void Run() { var job = Process.Start(make); job.{|ZG0005:Kill|}(); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task OwnExit_ThatEndsTheProgram_IsSilent() => VerifyRunner("""
            static void Exit() { Console.Out.Flush(); Environment.Exit(0); }

            public void Restart() { Process.Start(make); Exit(); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task OwnExit_ThatOnlyLeavesAMenu_Reports() => VerifyRunner("""
            static void Exit() { Console.WriteLine("left the menu"); }

            public void Restart() { Process.{|ZG0002:Start|}(make); Exit(); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task WaitOfIntMaxValue_IsSilent() => VerifyRunner("""
            public void Run() { var job = Process.Start(make); job.WaitForExit(int.MaxValue); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task WaitOfASecond_Reports() => VerifyRunner("""
            public void Run() { var job = Process.Start(make); job.{|ZG0004:WaitForExit|}(1000); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task HandedToAnEvent_IsSilent() => VerifyRunner("""
            public void Run() { var job = Process.Start(make); Started?.Invoke(job); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task OnlyItsNameHandedToAnEvent_Reports() => VerifyRunner("""
            event Action<string> Named;

            public void Run() { var job = Process.{|ZG0002:Start|}(make); Named?.Invoke(job.ProcessName); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task WaitInADelegateOnAStack_IsSilent() => VerifyRunner("""
            public void Run()
            {
                var cleanups = new Stack<Action>();
                var job = Process.Start(make);
                cleanups.Push(() => job.WaitForExit());
                while (cleanups.TryPop(out var cleanup)) cleanup();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task KillInADelegateOnAStack_Reports() => VerifyRunner("""
            public void Run()
            {
                var cleanups = new Stack<Action>();
                var job = Process.{|ZG0002:Start|}(make);
                cleanups.Push(() => job.Kill());
                while (cleanups.TryPop(out var cleanup)) cleanup();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task WaitedForById_IsSilent() => VerifyRunner("""
            public void Run() { var job = Process.Start(make); Process.GetProcessById(job.Id).WaitForExit(); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task KilledById_Reports() => VerifyRunner("""
            public void Run() { var job = Process.Start(make); Process.GetProcessById(job.Id).{|ZG0005:Kill|}(); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ShellAskedFor_ByThisField_IsSilent() => VerifyRunner("""
            readonly ProcessStartInfo _page = new ProcessStartInfo("page.html");

            public void Open() { _page.UseShellExecute = true; Process.Start(_page); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ShellAskedFor_ByAnotherField_Reports() => VerifyRunner("""
            readonly ProcessStartInfo _page = new ProcessStartInfo("page.html");
            readonly ProcessStartInfo _tool = new ProcessStartInfo("tool");

            public void Open() { _page.UseShellExecute = true; Process.{|ZG0002:Start|}(_tool); }
        """);
}
