using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>A timed wait that returned true, and lines that are used at once.</summary>
public sealed partial class ZG0012_TimedWaitMissesLinesTests
{
    [Fact]
    public Task LinesUsedAtOnce_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public string Run(ProcessStartInfo info)
            {
                var lines = new StringBuilder();
                using var make = new Process { StartInfo = info };
                make.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
                make.Start();
                make.BeginOutputReadLine();
                if (!make.{|ZG0012:WaitForExit|}(5000))
                {
                    make.Kill();
                    make.Dispose();
                    throw new TimeoutException();
                }

                return lines.ToString();
            }
        }
        """);

    [Fact]
    public Task WaitsOnceMore_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public string Run(ProcessStartInfo info)
            {
                var lines = new StringBuilder();
                using var make = new Process { StartInfo = info };
                make.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
                make.Start();
                make.BeginOutputReadLine();
                if (!make.WaitForExit(5000))
                {
                    make.Kill();
                    throw new TimeoutException();
                }

                make.WaitForExit();
                return lines.ToString();
            }
        }
        """);

    [Fact]
    public Task EndOfStreamAwaited_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public string Run(ProcessStartInfo info)
            {
                var lines = new StringBuilder();
                using var ended = new ManualResetEventSlim();
                using var make = new Process { StartInfo = info };
                make.OutputDataReceived += (_, e) =>
                {
                    if (e.Data == null)
                    {
                        ended.Set();
                    }
                    else
                    {
                        lines.AppendLine(e.Data);
                    }
                };
                make.Start();
                make.BeginOutputReadLine();
                if (!make.WaitForExit(5000) || !ended.Wait(1000))
                {
                    make.Kill();
                    throw new TimeoutException();
                }

                return lines.ToString();
            }
        }
        """);

    [Fact]
    public Task LinesNotUsed_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public bool Run(ProcessStartInfo info)
            {
                using var make = new Process { StartInfo = info };
                make.OutputDataReceived += (_, e) => Console.WriteLine(e.Data);
                make.Start();
                make.BeginOutputReadLine();
                if (!make.WaitForExit(5000))
                {
                    make.Kill();
                    throw new TimeoutException();
                }

                return make.ExitCode == 0;
            }
        }
        """);

    [Fact]
    public Task WaitsOnceMoreOnlyWhereItKilled_Reports() => RunnerVerifier.VerifyMembersAsync("""
        List<string> Log()
        {
            var lines = new List<string>();
            using var git = new Process { StartInfo = make };
            git.OutputDataReceived += (_, e) => lines.Add(e.Data);
            git.Start();
            git.BeginOutputReadLine();
            if (!git.{|ZG0012:WaitForExit|}(5000))
            {
                git.Kill();
                git.WaitForExit();
            }

            return lines;
        }
        """);

    [Fact]
    public Task WaitsOnceMoreOnEitherWay_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        async Task<List<string>> Log()
        {
            var lines = new List<string>();
            using var git = new Process { StartInfo = make };
            git.OutputDataReceived += (_, e) => lines.Add(e.Data);
            git.Start();
            git.BeginOutputReadLine();
            if (git.WaitForExit(5000))
            {
                await git.WaitForExitAsync();
            }
            else
            {
                git.Kill();
                git.WaitForExit();
            }

            return lines;
        }
        """);

    [Fact]
    public Task UsedOnlyWhereTheWaitSaidNo_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        void Log()
        {
            var lines = new List<string>();
            using var git = new Process { StartInfo = make };
            git.OutputDataReceived += (_, e) => lines.Add(e.Data);
            git.Start();
            git.BeginOutputReadLine();
            if (!git.WaitForExit(5000))
            {
                git.Kill();
                git.WaitForExit();
                throw new TimeoutException("So far: " + string.Join(' ', lines));
            }
        }
        """);

    [Fact]
    public Task UsedBehindTheScopeOfTheProcess_Reports() => RunnerVerifier.VerifyMembersAsync("""
        List<string> Log()
        {
            var lines = new List<string>();
            using (var git = new Process { StartInfo = make })
            {
                git.OutputDataReceived += (_, e) => lines.Add(e.Data);
                git.Start();
                git.BeginOutputReadLine();
                var inTime = git.{|ZG0012:WaitForExit|}(5000);
                if (!inTime)
                {
                    git.Kill();
                    throw new TimeoutException();
                }
            }

            return lines;
        }
        """);

    [Fact]
    public Task LinesOfAnotherProcess_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        List<string> Log()
        {
            var lines = new List<string>();
            using var git = new Process { StartInfo = make };
            git.OutputDataReceived += (_, e) => lines.Add(e.Data);
            git.Start();
            git.BeginOutputReadLine();
            git.WaitForExit();
            using var gcc = Process.Start("gcc");
            if (!gcc.WaitForExit(5000))
            {
                gcc.Kill();
                throw new TimeoutException();
            }

            return lines;
        }
        """);

    [Fact]
    public Task NoMoreLinesWanted_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        List<string> Log()
        {
            var lines = new List<string>();
            using var git = new Process { StartInfo = make };
            git.OutputDataReceived += (_, e) => lines.Add(e.Data);
            git.Start();
            git.BeginOutputReadLine();
            if (!git.WaitForExit(5000))
            {
                git.Kill();
                throw new TimeoutException();
            }

            git.CancelOutputRead();
            return lines;
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task LocalFunctionCollects_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public string Run()
            {
                var lines = new StringBuilder();
                using var job = new Process { StartInfo = make };
                void OnLine(object sender, DataReceivedEventArgs e) => lines.AppendLine(e.Data);
                job.OutputDataReceived += OnLine;
                job.Start();
                job.BeginOutputReadLine();
                if (!job.{|ZG0012:WaitForExit|}(5000)) { job.Kill(); job.WaitForExit(); return "late"; }
                return lines.ToString();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task LocalFunctionTellsTheEnd_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public string Run()
            {
                var lines = new StringBuilder();
                using var end = new ManualResetEvent(false);
                using var job = new Process { StartInfo = make };
                void OnLine(object sender, DataReceivedEventArgs e)
                {
                    if (e.Data == null) end.Set(); else lines.AppendLine(e.Data);
                }

                job.OutputDataReceived += OnLine;
                job.Start();
                job.BeginOutputReadLine();
                if (!job.WaitForExit(5000)) { job.Kill(); job.WaitForExit(); return "late"; }
                end.WaitOne();
                return lines.ToString();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task CollectorTellsTheEnd_IsSilent() => RunnerVerifier.VerifyAsync("""
        sealed class Lines
        {
            readonly StringBuilder _text = new StringBuilder();
            public TaskCompletionSource End { get; } = new TaskCompletionSource();
            public void Add(object sender, DataReceivedEventArgs e)
            {
                if (e.Data == null) End.TrySetResult(); else _text.AppendLine(e.Data);
            }
        }

        class Runner
        {
            public string Run(ProcessStartInfo info)
            {
                var lines = new Lines();
                using var make = new Process { StartInfo = info };
                make.OutputDataReceived += lines.Add;
                make.Start();
                make.BeginOutputReadLine();
                if (!make.WaitForExit(5000)) { make.Kill(); make.WaitForExit(); return "late"; }
                lines.End.Task.Wait();
                return lines.ToString();
            }
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task CollectorTellsNothing_Reports() => RunnerVerifier.VerifyAsync("""
        sealed class Lines
        {
            readonly StringBuilder _text = new StringBuilder();
            public void Add(object sender, DataReceivedEventArgs e)
            {
                if (e.Data != null) _text.AppendLine(e.Data);
            }
        }

        class Runner
        {
            public string Run(ProcessStartInfo info)
            {
                var lines = new Lines();
                using var make = new Process { StartInfo = info };
                make.OutputDataReceived += lines.Add;
                make.Start();
                make.BeginOutputReadLine();
                if (!make.{|ZG0012:WaitForExit|}(5000)) { make.Kill(); make.WaitForExit(); return "late"; }
                return lines.ToString();
            }
        }
        """);
}
