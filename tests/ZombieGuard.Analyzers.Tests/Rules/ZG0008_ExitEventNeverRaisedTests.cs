using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>A handler of the exit that never runs.</summary>
public sealed class ZG0008_ExitEventNeverRaisedTests
{
    [Fact]
    public Task NeverEnabled_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            public void Run(TaskCompletionSource done)
            {
                var make = new Process { StartInfo = new ProcessStartInfo("make") };
                make.{|ZG0008:Exited|} += (_, _) => done.SetResult();
                make.Start();
            }
        }
        """);

    [Fact]
    public Task Enabled_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            public void Run(TaskCompletionSource done)
            {
                var make = new Process { StartInfo = new ProcessStartInfo("make") };
                make.Exited += (_, _) => done.SetResult();
                make.EnableRaisingEvents = true;
                make.Start();
            }
        }
        """);

    [Fact]
    public Task EnabledInTheInitializer_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            public void Run(TaskCompletionSource done)
            {
                var make = new Process { StartInfo = new ProcessStartInfo("make"), EnableRaisingEvents = true };
                make.Exited += (_, _) => done.SetResult();
                make.Start();
            }
        }
        """);

    [Fact]
    public Task SubscribedBehindTheStart_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            public void Run(TaskCompletionSource done)
            {
                var make = Process.Start("make");
                make.{|ZG0008:Exited|} += (_, _) => done.SetResult();
            }
        }
        """);

    [Fact]
    public Task EnabledBehindTheStart_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            public void Run(TaskCompletionSource done)
            {
                var make = Process.Start("make");
                make.Exited += (_, _) => done.SetResult();
                make.EnableRaisingEvents = true;
            }
        }
        """);

    [Fact]
    public Task WaitForExit_DoesNotRaiseIt_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            public void Run(TaskCompletionSource done)
            {
                using var make = Process.Start("make");
                make.{|ZG0008:Exited|} += (_, _) => Console.WriteLine("make has ended");
                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task ExitCodeReadBehindTheWait_RaisesIt_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            public void Run(TaskCompletionSource done)
            {
                using var make = Process.Start("make");
                make.Exited += (_, _) => Console.WriteLine("make has ended");
                make.WaitForExit();
                Console.WriteLine(make.ExitCode);
            }
        }
        """);

    [Fact]
    public Task TimedWait_DoesNotRaiseIt_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            public void Run(TaskCompletionSource done)
            {
                using var make = Process.Start("make");
                make.{|ZG0008:Exited|} += (_, _) => Console.WriteLine("make has ended");
                if (!make.WaitForExit(60_000))
                {
                    make.Kill(entireProcessTree: true);
                    make.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task Polled_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            public async Task Run()
            {
                using var make = Process.Start("make");
                make.Exited += (_, _) => Console.WriteLine("make has ended");
                while (!make.HasExited)
                    await Task.Delay(100);
            }
        }
        """);

    [Fact]
    public Task AwaitedExit_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            public async Task Run()
            {
                using var make = Process.Start("make");
                make.Exited += (_, _) => Console.WriteLine("make has ended");
                await make.WaitForExitAsync();
            }
        }
        """);

    [Fact]
    public Task DroppedExitTask_IsZG0007Alone_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            public void Run(TaskCompletionSource done)
            {
                var make = Process.Start("make");
                make.Exited += (_, _) => Console.WriteLine("make has ended");
                _ = make.{|ZG0007:WaitForExitAsync|}();
            }
        }
        """);

    [Fact]
    public Task HandlerThatReadsTheExitCode_RunsOnlyOnceRaised_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            public void Run(TaskCompletionSource done)
            {
                var make = new Process { StartInfo = new ProcessStartInfo("make") };
                make.{|ZG0008:Exited|} += (_, _) => Console.WriteLine(make.ExitCode);
                make.Start();
            }
        }
        """);

    [Fact]
    public Task ErrorOutput_IsAnotherEvent_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            public void Run(TaskCompletionSource done)
            {
                using var make = Process.Start(new ProcessStartInfo("make") { RedirectStandardError = true });
                make.ErrorDataReceived += (_, line) => Console.WriteLine(line.Data);
                make.BeginErrorReadLine();
                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task Returned_IsTheCallers_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            public Process Run()
            {
                var make = new Process { StartInfo = new ProcessStartInfo("make") };
                make.Exited += (_, _) => Console.WriteLine("make has ended");
                make.Start();
                return make;
            }
        }
        """);

    [Fact]
    public Task Kept_AndEnabledByNobody_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            private Process _make;

            public void Start()
            {
                _make = new Process { StartInfo = new ProcessStartInfo("make") };
                _make.{|ZG0008:Exited|} += OnExited;
                _make.Start();
            }

            public void Stop()
            {
                _make.Kill();
                _make.WaitForExit();
            }

            private void OnExited(object sender, EventArgs e) => Console.WriteLine(_make.ExitCode);
        }
        """);

    [Fact]
    public Task Kept_AndEnabledByAnotherMember_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            private Process _make;

            public void Start()
            {
                _make = new Process { StartInfo = new ProcessStartInfo("make") };
                _make.Exited += OnExited;
                _make.Start();
                Watch();
            }

            private void Watch() => _make.EnableRaisingEvents = true;

            public void Stop()
            {
                _make.Kill();
                _make.WaitForExit();
            }

            private void OnExited(object sender, EventArgs e) => Console.WriteLine(_make.ExitCode);
        }
        """);

    [Fact]
    public Task EnabledByAHelper_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            public void Run(TaskCompletionSource done)
            {
                var make = new Process { StartInfo = new ProcessStartInfo("make") };
                make.Exited += (_, _) => done.SetResult();
                Prepare(make);
                make.Start();
            }

            private static void Prepare(Process process) => process.EnableRaisingEvents = true;
        }
        """);

    [Fact]
    public Task HelperThatOnlyLogs_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Builder
        {
            public void Run(TaskCompletionSource done)
            {
                var make = new Process { StartInfo = new ProcessStartInfo("make") };
                make.{|ZG0008:Exited|} += (_, _) => done.SetResult();
                make.Start();
                Log(make);
            }

            private static void Log(Process process) => Console.WriteLine(process.Id);
        }
        """);

    [Fact]
    public Task AnotherProcessIsEnabled_Reports() => RunnerVerifier.VerifyMembersAsync("""
        void Run()
        {
            var first = new Process { StartInfo = make, EnableRaisingEvents = true };
            var second = new Process { StartInfo = make };
            first.Exited += (_, _) => Work();
            second.{|ZG0008:Exited|} += (_, _) => Work();
            first.Start();
            second.Start();
            first.WaitForExit();
            second.WaitForExit();
        }
        """);

    [Fact]
    public Task AnotherProcessIsPolled_Reports() => RunnerVerifier.VerifyMembersAsync("""
        void Run()
        {
            using var first = new Process { StartInfo = make };
            first.{|ZG0008:Exited|} += (_, _) => Work();
            first.Start();
            using var second = Process.Start(make);
            while (!second.HasExited)
            {
                Work();
            }

            first.WaitForExit();
        }
        """);

    [Fact]
    public Task EachIsEnabled_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        void Run()
        {
            var first = new Process { StartInfo = make, EnableRaisingEvents = true };
            var second = new Process { StartInfo = make };
            second.EnableRaisingEvents = true;
            first.Exited += (_, _) => Work();
            second.Exited += (_, _) => Work();
            first.Start();
            second.Start();
        }
        """);

    [Fact]
    public Task EnabledUnderAnotherName_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        void Run()
        {
            var first = new Process { StartInfo = make };
            var second = new Process();
            first.Exited += (_, _) => Work();
            first.Start();
            second = first;
            second.EnableRaisingEvents = true;
        }
        """);

    [Fact]
    public Task EnabledByItsOwnType_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        sealed class Watched : Process
        {
            public Watched() => EnableRaisingEvents = true;
        }

        void Run()
        {
            var watched = new Watched { StartInfo = make };
            watched.Exited += (_, _) => Work();
            watched.Start();
        }
        """);

    [Fact]
    public Task NotEnabledByItsOwnType_Reports() => RunnerVerifier.VerifyMembersAsync("""
        sealed class Named : Process
        {
            public string Name { get; set; }
        }

        void Run()
        {
            var named = new Named { StartInfo = make };
            named.{|ZG0008:Exited|} += (_, _) => Work();
            named.Start();
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SaysThatItIsNotEnabled_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var job = new Process { StartInfo = make, EnableRaisingEvents = false };
                job.{|ZG0008:Exited|} += (_, _) => Work();
                job.Start();
            }

            public void Keep()
            {
                _current = new Process { StartInfo = make };
                _current.{|ZG0008:Exited|} += (_, _) => Work();
                _current.EnableRaisingEvents = false;
                _current.Start();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task EnabledInTheEnd_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var job = new Process { StartInfo = make, EnableRaisingEvents = false };
                job.Exited += (_, _) => Work();
                job.Start();
                job.EnableRaisingEvents = true;
            }
        """);
}
