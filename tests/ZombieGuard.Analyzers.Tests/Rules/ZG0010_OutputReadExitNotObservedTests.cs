using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>The output is read to its end, and nobody waits.</summary>
public sealed partial class ZG0010_OutputReadExitNotObservedTests
{
    [Fact]
    public Task ReadToEnd_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public string Run()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true });
                return git.StandardOutput.{|ZG0010:ReadToEnd|}();
            }
        }
        """);

    [Fact]
    public Task ReadToEndAndWait_IsSilent() => RunnerVerifier.VerifyAsync("""
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
    public Task LineByLine_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public List<string> Run()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true });
                var lines = new List<string>();
                while (git.StandardOutput.{|ZG0010:ReadLine|}() is { } line)
                {
                    lines.Add(line);
                }

                return lines;
            }
        }
        """);

    [Fact]
    public Task AwaitedReadToEnd_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public async Task<string> Run()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true });
                return await git.StandardOutput.{|ZG0010:ReadToEndAsync|}();
            }
        }
        """);

    [Fact]
    public Task CopiedToAFile_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public async Task Run(Stream file)
            {
                using var dump = Process.Start(new ProcessStartInfo("pg_dump") { RedirectStandardOutput = true });
                await dump.StandardOutput.BaseStream.{|ZG0010:CopyToAsync|}(file);
            }
        }
        """);

    [Fact]
    public Task ReadByHelper_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public string Run()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true });
                return {|ZG0010:ReadAll|}(git.StandardOutput);
            }

            private static string ReadAll(StreamReader reader) => reader.ReadToEnd().Trim();
        }
        """);

    [Fact]
    public Task ReadByHelperOfTheProcess_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public string Run()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true });
                return {|ZG0010:OutputOf|}(git);
            }

            private static string OutputOf(Process process) => process.StandardOutput.ReadToEnd().Trim();
        }
        """);

    [Fact]
    public Task OneLineOnly_IsZG0002() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public string Run()
            {
                using var git = Process.{|ZG0002:Start|}(new ProcessStartInfo("git", "--version") { RedirectStandardOutput = true });
                return git.StandardOutput.ReadLine();
            }
        }
        """);

    [Fact]
    public Task LinesByEvents_IsZG0002() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public void Run(StringBuilder lines)
            {
                using var git = new Process { StartInfo = new ProcessStartInfo("git", "log") { RedirectStandardOutput = true } };
                git.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
                git.{|ZG0002:Start|}();
                git.BeginOutputReadLine();
            }
        }
        """);

    [Fact]
    public Task ReadToEndThenExitCode_IsZG0013() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public int Run()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true });
                Console.WriteLine(git.StandardOutput.ReadToEnd());
                return git.{|ZG0013:ExitCode|};
            }
        }
        """);
}
