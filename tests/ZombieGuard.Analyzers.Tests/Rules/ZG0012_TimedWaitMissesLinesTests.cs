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
}
