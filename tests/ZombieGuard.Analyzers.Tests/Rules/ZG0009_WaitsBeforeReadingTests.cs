using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>A wait without a limit that stands before the redirected output is read.</summary>
public sealed partial class ZG0009_WaitsBeforeReadingTests
{
    [Fact]
    public Task WaitsThenReads_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public string Run()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true });
                git.{|ZG0009:WaitForExit|}();
                return git.StandardOutput.ReadToEnd();
            }
        }
        """);

    [Fact]
    public Task ReadsThenWaits_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public string Run()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true });
                var log = git.StandardOutput.ReadToEnd();
                git.WaitForExit();
                return log;
            }
        }
        """);

    [Fact]
    public Task AwaitsThenReads_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public async Task<string> Run()
            {
                var info = new ProcessStartInfo("git", "log");
                info.RedirectStandardOutput = true;
                using var git = new Process { StartInfo = info };
                git.Start();
                await git.{|ZG0009:WaitForExitAsync|}();
                return await git.StandardOutput.ReadToEndAsync();
            }
        }
        """);

    [Fact]
    public Task ReadingBegunBeforeTheWait_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public async Task<string> Run()
            {
                var info = new ProcessStartInfo("git", "log");
                info.RedirectStandardOutput = true;
                using var git = new Process { StartInfo = info };
                git.Start();
                var log = git.StandardOutput.ReadToEndAsync();
                await git.WaitForExitAsync();
                return await log;
            }
        }
        """);

    [Fact]
    public Task LinesBegunBeforeTheWait_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public void Run(StringBuilder lines)
            {
                using var git = new Process { StartInfo = new ProcessStartInfo("git", "log") { RedirectStandardOutput = true } };
                git.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
                git.Start();
                git.BeginOutputReadLine();
                git.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task LinesBegunAfterTheWait_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public void Run(StringBuilder lines)
            {
                using var git = new Process { StartInfo = new ProcessStartInfo("git", "log") { RedirectStandardOutput = true } };
                git.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
                git.Start();
                git.{|ZG0009:WaitForExit|}();
                git.BeginOutputReadLine();
            }
        }
        """);

    [Fact]
    public Task RedirectedInHelper_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public string Run()
            {
                using var git = Process.Start(LogInfo());
                git.{|ZG0009:WaitForExit|}();
                return git.StandardOutput.ReadToEnd();
            }

            private static ProcessStartInfo LogInfo() => new("git", "log") { RedirectStandardOutput = true };
        }
        """);

    [Fact]
    public Task RedirectedOnOneBranchOnly_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public string Run(bool capture)
            {
                var info = new ProcessStartInfo("git", "log");
                if (capture)
                {
                    info.RedirectStandardOutput = true;
                }

                using var git = Process.Start(info);
                git.WaitForExit();
                return capture ? git.StandardOutput.ReadToEnd() : "";
            }
        }
        """);

    [Fact]
    public Task ReadOnAnotherThread_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public string Run()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true });
                var log = Task.Run(() => git.StandardOutput.ReadToEnd());
                git.WaitForExit();
                return log.Result;
            }
        }
        """);

    [Fact]
    public Task BoundedWaitThenReads_IsNotThisRules() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public string Run()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true });
                if (!git.WaitForExit(5000))
                {
                    git.Kill();
                    git.WaitForExit();
                    throw new TimeoutException();
                }

                return git.StandardOutput.ReadToEnd();
            }
        }
        """);

    [Fact]
    public Task ReaderInVariable_Reports() => RunnerVerifier.VerifyMembersAsync("""
        string Run()
        {
            using var git = Process.Start(new ProcessStartInfo("git") { RedirectStandardOutput = true });
            var output = git.StandardOutput;
            git.{|ZG0009:WaitForExit|}();
            return output.ReadToEnd();
        }
        """);

    [Fact]
    public Task StreamInVariable_Reports() => RunnerVerifier.VerifyMembersAsync("""
        void Run(Stream target)
        {
            using var git = Process.Start(new ProcessStartInfo("git") { RedirectStandardOutput = true });
            var output = git.StandardOutput.BaseStream;
            git.{|ZG0009:WaitForExit|}();
            output.CopyTo(target);
        }
        """);

    [Fact]
    public Task ReaderInVariableReadFirst_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        string Run()
        {
            using var git = Process.Start(new ProcessStartInfo("git") { RedirectStandardOutput = true });
            var output = git.StandardOutput;
            var text = output.ReadToEnd();
            git.WaitForExit();
            return text + output.ReadLine();
        }
        """);

    [Fact]
    public Task ReaderInVariableReadByThread_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        string Run()
        {
            using var git = Process.Start(new ProcessStartInfo("git") { RedirectStandardOutput = true });
            var text = string.Empty;
            var output = git.StandardOutput;
            var reading = new Thread(() => text = output.ReadToEnd());
            reading.Start();
            git.WaitForExit();
            reading.Join();
            return text + output.ReadLine();
        }
        """);
}
