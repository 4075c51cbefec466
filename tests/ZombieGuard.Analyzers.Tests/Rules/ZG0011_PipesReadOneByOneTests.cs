using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Two redirected pipes that are not read beside each other.</summary>
public sealed partial class ZG0011_PipesReadOneByOneTests
{
    [Fact]
    public Task OneAfterTheOther_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public void Run(ProcessStartInfo info)
            {
                info.RedirectStandardOutput = true;
                info.RedirectStandardError = true;
                using var make = Process.Start(info);
                var output = make.StandardOutput.{|ZG0011:ReadToEnd|}();
                var errors = make.StandardError.ReadToEnd();
                make.WaitForExit();
                Console.WriteLine(output + errors);
            }
        }
        """);

    [Fact]
    public Task Together_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public async Task Run(ProcessStartInfo info)
            {
                info.RedirectStandardOutput = true;
                info.RedirectStandardError = true;
                using var make = Process.Start(info);
                var output = make.StandardOutput.ReadToEndAsync();
                var errors = make.StandardError.ReadToEndAsync();
                await Task.WhenAll(output, errors);
                await make.WaitForExitAsync();
                Console.WriteLine(await output + await errors);
            }
        }
        """);

    [Fact]
    public Task AwaitedOneAfterTheOther_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public async Task Run(ProcessStartInfo info)
            {
                info.RedirectStandardOutput = true;
                info.RedirectStandardError = true;
                using var make = Process.Start(info);
                var output = await make.StandardOutput.{|ZG0011:ReadToEndAsync|}();
                var errors = await make.StandardError.ReadToEndAsync();
                await make.WaitForExitAsync();
                Console.WriteLine(output + errors);
            }
        }
        """);

    [Fact]
    public Task OtherBegunByEvents_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public void Run(ProcessStartInfo info, StringBuilder errors)
            {
                info.RedirectStandardOutput = true;
                info.RedirectStandardError = true;
                using var make = Process.Start(info);
                make.ErrorDataReceived += (_, e) => errors.AppendLine(e.Data);
                make.BeginErrorReadLine();
                var output = make.StandardOutput.ReadToEnd();
                make.WaitForExit();
                Console.WriteLine(output);
            }
        }
        """);

    [Fact]
    public Task OnlyOneRead_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public string Run()
            {
                var info = new ProcessStartInfo("make") { RedirectStandardOutput = true, RedirectStandardError = true };
                using var make = Process.Start(info);
                var output = make.StandardOutput.{|ZG0011:ReadToEnd|}();
                make.WaitForExit();
                return output;
            }
        }
        """);

    [Fact]
    public Task OnlyOneRedirected_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public string Run()
            {
                var info = new ProcessStartInfo("make") { RedirectStandardOutput = true };
                using var make = Process.Start(info);
                var output = make.StandardOutput.ReadToEnd();
                make.WaitForExit();
                return output;
            }
        }
        """);

    [Fact]
    public Task RedirectedAndNeverRead_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public int Run()
            {
                using var make = Process.{|ZG0011:Start|}(new ProcessStartInfo("make") { RedirectStandardOutput = true });
                make.WaitForExit();
                return make.ExitCode;
            }
        }
        """);

    [Fact]
    public Task RedirectedAndReadByHelper_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public int Run()
            {
                using var make = Process.Start(new ProcessStartInfo("make") { RedirectStandardOutput = true });
                Echo(make);
                make.WaitForExit();
                return make.ExitCode;
            }

            private static void Echo(Process process) => Console.WriteLine(process.StandardOutput.ReadToEnd());
        }
        """);

    [Fact]
    public Task KeptAndReadByAnotherMember_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        void Run()
        {
            _current = Process.Start(new ProcessStartInfo("git") { RedirectStandardOutput = true });
            Pump();
            _current.WaitForExit();
        }

        void Pump()
        {
            _current.OutputDataReceived += (_, e) => Console.WriteLine(e.Data);
            _current.BeginOutputReadLine();
        }
        """);

    [Fact]
    public Task KeptAndReadByNobody_Reports() => RunnerVerifier.VerifyMembersAsync("""
        void Run()
        {
            _current = Process.{|ZG0011:Start|}(new ProcessStartInfo("git") { RedirectStandardOutput = true });
            Work();
            _current.WaitForExit();
        }
        """);

    [Fact]
    public Task ReadByAMethodThatALambdaCalls_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        void Run()
        {
            using var git = Process.Start(new ProcessStartInfo("git") { RedirectStandardOutput = true, RedirectStandardError = true });
            ThreadPool.QueueUserWorkItem(_ => Drain(git));
            git.WaitForExit();
        }

        void Drain(Process process) => Console.WriteLine(process.StandardOutput.ReadToEndAsync().Result + process.StandardError.ReadToEnd());
        """);

    [Fact]
    public Task ALambdaCallsAMethodThatDoesNotRead_Reports() => RunnerVerifier.VerifyMembersAsync("""
        void Run()
        {
            using var git = Process.{|ZG0011:Start|}(new ProcessStartInfo("git") { RedirectStandardOutput = true });
            ThreadPool.QueueUserWorkItem(_ => Print(git));
            git.WaitForExit();
        }

        void Print(Process process) => Console.WriteLine(process.Id);
        """);

    private const string Info = """
            static ProcessStartInfo Info() => new ProcessStartInfo("make") { RedirectStandardOutput = true, RedirectStandardError = true };

        """;

    [Fact, Trait("Origin", "Reviewed")]
    public Task ReaderAsADelegate_IsSilent() => RunnerVerifier.VerifyMembersAsync(Info + """
            public string Run()
            {
                using var job = Process.Start(Info());
                using var output = job.StandardOutput;
                using var errors = job.StandardError;
                var told = Task.Run(errors.ReadToEnd);
                var text = output.ReadToEnd();
                job.WaitForExit();
                return text + told.Result;
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ReaderAsADelegateTooLate_Reports() => RunnerVerifier.VerifyMembersAsync(Info + """
            public string Run()
            {
                using var job = Process.Start(Info());
                using var output = job.StandardOutput;
                using var errors = job.StandardError;
                var text = output.{|ZG0011:ReadToEnd|}();
                var told = Task.Run(errors.ReadToEnd);
                job.WaitForExit();
                return text + told.Result;
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task OtherOneIsClosed_IsSilent() => RunnerVerifier.VerifyMembersAsync(Info + """
            public string Run()
            {
                using var job = Process.Start(Info());
                job.StandardError.Close();
                var text = job.StandardOutput.ReadToEnd();
                job.WaitForExit();
                return text;
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task OtherOneIsClosedTooLate_Reports() => RunnerVerifier.VerifyMembersAsync(Info + """
            public string Run()
            {
                using var job = Process.Start(Info());
                var text = job.StandardOutput.{|ZG0011:ReadToEnd|}();
                job.StandardError.Close();
                job.WaitForExit();
                return text;
            }
        """);
}
