using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>A child that goes through methods of the program: they are looked into.</summary>
public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task HelperThatOnlyLogs_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Launch(string name)
            {
                var process = Process.{|ZG0002:Start|}(name);
                Announce(process);
            }

            private static void Announce(Process process) => Console.WriteLine("started " + process.Id);
        }
        """);

    [Fact]
    public Task HelperThatWaitsTwoLevelsDown_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Launch(string name)
            {
                var process = Process.Start(name);
                Finish(process);
            }

            private static void Finish(Process process)
            {
                Console.WriteLine("waiting for " + process.Id);
                WaitFor(process);
            }

            private static void WaitFor(Process process) => process.WaitForExit();
        }
        """);

    [Fact]
    public Task HelperThatLogsTwoLevelsDown_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Launch(string name)
            {
                var process = Process.{|ZG0002:Start|}(name);
                Describe(process);
            }

            private static void Describe(Process process)
            {
                Console.WriteLine("hello");
                Print(process);
            }

            private static void Print(Process process) => Console.WriteLine(process.ProcessName);
        }
        """);

    [Fact]
    public Task ExtensionThatWaits_IsSilent_AndOneThatDoesNot_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        static class ProcessExtensions
        {
            public static int Join(this Process process)
            {
                process.WaitForExit();
                return process.ExitCode;
            }

            public static Process Named(this Process process, string name)
            {
                Console.WriteLine(name + " is " + process.Id);
                return process;
            }
        }

        class Launcher
        {
            public int Good(string file) => Process.Start(file).Named("good").Join();

            public void Bad(string file) => Process.{|ZG0002:Start|}(file).Named("bad");
        }
        """);

    [Fact]
    public Task WaitedForOnlyIfTold_WithConstant() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Foreground(string file) => Finish(Process.Start(file), wait: true);

            public void Background(string file) => Finish(Process.{|ZG0002:Start|}(file), wait: false);

            private static void Finish(Process process, bool wait)
            {
                if (wait)
                {
                    process.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task WaitedForOnlyIfTold_Unknown_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Launch(string file, bool wait) => Finish(Process.{|ZG0002:Start|}(file), wait);

            public void LaunchAndWait(string file, bool wait)
            {
                var process = Process.Start(file);
                if (!wait)
                {
                    process.WaitForExit();
                    return;
                }

                Finish(process, wait);
            }

            private static void Finish(Process process, bool wait)
            {
                if (wait)
                {
                    process.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task ListDrainedByHelper() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        class Launcher
        {
            public void Good(string[] files)
            {
                var processes = new List<Process>();
                foreach (var file in files)
                {
                    processes.Add(Process.Start(file));
                }

                WaitForAll(processes);
            }

            public void Bad(string[] files)
            {
                var processes = new List<Process>();
                foreach (var file in files)
                {
                    processes.Add(Process.{|ZG0002:Start|}(file));
                }

                PrintAll(processes);
            }

            private static void WaitForAll(List<Process> processes)
            {
                foreach (var process in processes)
                {
                    process.WaitForExit();
                }
            }

            private static void PrintAll(List<Process> processes)
            {
                foreach (var process in processes)
                {
                    Console.WriteLine(process.Id);
                }
            }
        }
        """);

    [Fact]
    public Task StoredByConstructor_IsSilent_AndNotStored_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Job
        {
            private readonly Process _process;

            public Job(Process process) => _process = process;

            public void Join() => _process.WaitForExit();
        }

        class Note
        {
            public Note(Process process) => Text = "pid " + process.Id;

            public string Text { get; }

            public override string ToString() => Text;
        }

        class Launcher
        {
            public Job Good(string file) => new(Process.Start(file));

            public Note Bad(string file) => new(Process.{|ZG0002:Start|}(file));
        }
        """);

    [Fact]
    public Task LocalFunctions() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Good(string file)
            {
                var process = Launch(file);
                Join();

                static Process Launch(string file) => Process.Start(file);
                void Join() => process.WaitForExit();
            }

            public void Bad(string file)
            {
                var process = {|ZG0002:Launch|}(file);
                Print();

                static Process Launch(string file) => Process.Start(file);
                void Print() => Console.WriteLine(process.Id);
            }
        }
        """);

    [Fact]
    public Task Recursion_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Launch(string file) => Stop(Process.Start(file), 3);

            private static void Stop(Process process, int attempts)
            {
                if (attempts == 0)
                {
                    return;
                }

                process.Kill();
                Stop(process, attempts - 1);
            }
        }
        """);

    [Fact]
    public Task VirtualMethod_IsSilent_SealedOne_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Observer
        {
            public virtual void Started(Process process) => Console.WriteLine(process.Id);
        }

        sealed class Printer : Observer
        {
            public override void Started(Process process) => Console.WriteLine("pid " + process.Id);
        }

        class Launcher
        {
            public void Open(Observer observer, string file) => observer.Started(Process.Start(file));

            public void Closed(Printer printer, string file) => printer.Started(Process.{|ZG0002:Start|}(file));
        }
        """);

    [Fact]
    public Task LambdaThatPassesTheChildToAHelper() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Launcher
        {
            public Task Good(string file)
            {
                var process = Process.Start(file);
                return Task.Run(() => Finish(process));
            }

            public Task Bad(string file)
            {
                var process = Process.{|ZG0002:Start|}(file);
                return Task.Run(() => Announce(process));
            }

            private static void Finish(Process process) => process.WaitForExit();

            private static void Announce(Process process) => Console.WriteLine(process.Id);
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task WaitedForById_InAHelper_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            static void WaitFor(int id)
            {
                using var process = Process.GetProcessById(id);
                process.WaitForExit();
            }

            public void Run() { using var job = Process.Start(make); WaitFor(job.Id); }

            public void Later() { using var job = Process.Start(make); var id = job.Id; WaitFor(id); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task LookedAtById_InAHelper_Reports() => RunnerVerifier.VerifyMembersAsync("""
            static void Show(int id)
            {
                using var process = Process.GetProcessById(id);
                Console.WriteLine(process.ProcessName);
            }

            static int Same(int id) => id;

            readonly List<int> _ids = new();

            void Remember(int id) => _ids.Add(id);

            public void Run() { using var job = Process.{|ZG0002:Start|}(make); Show(job.Id); }

            public void Kept() { using var job = Process.{|ZG0002:Start|}(make); Remember(Same(job.Id)); }
        """);
}
