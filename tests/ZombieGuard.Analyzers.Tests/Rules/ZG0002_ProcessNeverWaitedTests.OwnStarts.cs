using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>A child that a method of the program starts and leaves to its caller.</summary>
public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task FactoryWhoseCallerForgets_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Git
        {
            public void Fetch() => {|ZG0002:Run|}("fetch");

            public void Gc()
            {
                using var gc = {|ZG0002:Run|}("gc");
                Console.WriteLine(gc.Id);
            }

            public void Status()
            {
                using var status = Run("status");
                status.WaitForExit();
            }

            private static Process Run(string arguments)
            {
                var process = new Process { StartInfo = new ProcessStartInfo("git", arguments) };
                process.Start();
                return process;
            }
        }
        """);

    [Fact]
    public Task AsynchronousFactory() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Git
        {
            public async Task FetchAsync()
            {
                var fetch = await {|ZG0002:RunAsync|}("fetch");
                Console.WriteLine(fetch.Id);
            }

            public async Task StatusAsync()
            {
                var status = await RunAsync("status");
                await status.WaitForExitAsync();
            }

            public Task<Process> PullAsync() => RunAsync("pull");

            private static async Task<Process> RunAsync(string arguments)
            {
                await Task.Delay(10);
                return Process.Start("git", arguments);
            }
        }
        """);

    [Fact]
    public Task OutParameter_OwedByTheCaller() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Bad(string file)
            {
                if ({|ZG0002:TryLaunch|}(file, out var process))
                {
                    Console.WriteLine(process.Id);
                }
            }

            public void Good(string file)
            {
                if (!TryLaunch(file, out var process))
                {
                    return;
                }

                process.WaitForExit();
            }

            private static bool TryLaunch(string file, out Process process)
            {
                process = new Process { StartInfo = new ProcessStartInfo(file) };
                return process.Start();
            }
        }
        """);

    [Fact]
    public Task TupleAndRecord_OwedByTheCaller() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        record Started(Process Process, DateTime At);

        class Launcher
        {
            public void BadTuple(string file)
            {
                var (process, at) = {|ZG0002:LaunchTuple|}(file);
                Console.WriteLine(at);
            }

            public void GoodTuple(string file)
            {
                var (process, at) = LaunchTuple(file);
                process.WaitForExit();
                Console.WriteLine(at);
            }

            public void BadRecord(string file)
            {
                var started = {|ZG0002:LaunchRecord|}(file);
                Console.WriteLine(started.At);
            }

            public void GoodRecord(string file)
            {
                var started = LaunchRecord(file);
                started.Process.WaitForExit();
            }

            private static (Process Process, DateTime At) LaunchTuple(string file) => (Process.Start(file), DateTime.Now);

            private static Started LaunchRecord(string file) => new(Process.Start(file), DateTime.Now);
        }
        """);

    [Fact]
    public Task GivenProcessIsStarted_OwedByTheCaller() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        static class Launcher
        {
            public static void Bad(string file)
            {
                var process = new Process { StartInfo = new ProcessStartInfo(file) };
                {|ZG0002:StartQuietly|}(process);
            }

            public static void Good(string file)
            {
                var process = new Process { StartInfo = new ProcessStartInfo(file) };
                StartQuietly(process);
                process.WaitForExit();
            }

            public static void Whole(string file)
            {
                var process = new Process { StartInfo = new ProcessStartInfo(file) };
                RunToEnd(process);
            }

            private static void StartQuietly(Process process)
            {
                process.StartInfo.CreateNoWindow = true;
                process.Start();
            }

            private static void RunToEnd(Process process)
            {
                process.Start();
                process.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task ObjectMadeByHelper_StartedHere() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Bad(string file)
            {
                var process = Create(file);
                process.{|ZG0002:Start|}();
                Console.WriteLine(process.Id);
            }

            public void Good(string file)
            {
                var process = Create(file);
                process.Start();
                process.WaitForExit();
            }

            private static Process Create(string file)
            {
                var process = new Process();
                process.StartInfo.FileName = file;
                return process;
            }
        }
        """);

    [Fact]
    public Task StartedOnThePool_OwedByWhoAwaitsIt() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Launcher
        {
            public async Task Good(string file)
            {
                var process = await Task.Run(() => Process.Start(file));
                await process.WaitForExitAsync();
            }

            public async Task Bad(string file)
            {
                var process = await Task.{|ZG0002:Run|}(() => Process.Start(file));
                Console.WriteLine(process.Id);
            }

            public Task<Process> Handed(string file) => Task.Run(() => Process.Start(file));

            public async Task Waited(string file)
            {
                var exitCode = await Task.Run(() =>
                {
                    var process = Process.Start(file);
                    process.WaitForExit();
                    return process.ExitCode;
                });
                Console.WriteLine(exitCode);
            }
        }
        """);

    [Fact]
    public Task CompletionSourceSetByTheExit() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Launcher
        {
            public Task<int> Good(string file)
            {
                var ended = new TaskCompletionSource<int>();
                var process = new Process { StartInfo = new ProcessStartInfo(file), EnableRaisingEvents = true };
                process.Exited += (_, _) => ended.SetResult(process.ExitCode);
                process.Start();
                return ended.Task;
            }

            public Task<int> AlsoGood(string file)
            {
                var process = new Process { StartInfo = new ProcessStartInfo(file) };
                var ended = ExitOf(process);
                process.Start();
                return ended;
            }

            private static Task<int> ExitOf(Process process)
            {
                var ended = new TaskCompletionSource<int>();
                process.EnableRaisingEvents = true;
                process.Exited += (_, _) => ended.TrySetResult(process.ExitCode);
                return ended.Task;
            }

            public Task<int> Bad(string file)
            {
                var ended = new TaskCompletionSource<int>();
                var process = new Process { StartInfo = new ProcessStartInfo(file) };
                process.OutputDataReceived += (_, _) => ended.TrySetResult(0);
                process.{|ZG0002:Start|}();
                return ended.Task;
            }
        }
        """);
}
