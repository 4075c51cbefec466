using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Methods of the program that throw between the start and the wait.</summary>
public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task HelperThrowsWhatAHandlerTakes_Reports() => RunnerVerifier.VerifyMembersAsync("""
        sealed class BadInput : Exception { }

        static void Check(string input)
        {
            if (input.Length == 0)
            {
                throw new BadInput();
            }
        }

        int Run(string input)
        {
            using var git = Process.{|ZG0002:Start|}(make);
            try
            {
                Check(input);
                git.WaitForExit();
                return git.ExitCode;
            }
            catch (BadInput)
            {
                return -1;
            }
        }
        """);

    [Fact]
    public Task HelperThrowsWhatNoHandlerTakes_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        sealed class BadInput : Exception { }

        static void Check(string input)
        {
            if (input.Length == 0)
            {
                throw new BadInput();
            }
        }

        int Run(string input)
        {
            using var git = Process.Start(make);
            try
            {
                Check(input);
                git.WaitForExit();
                return git.ExitCode;
            }
            catch (IOException)
            {
                return -1;
            }
        }
        """);

    [Fact]
    public Task HelperThrowsAndTheHandlerGoesOnToTheWait_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        static void Check(string input)
        {
            if (input.Length == 0)
            {
                throw new IOException();
            }
        }

        int Run(string input)
        {
            using var git = Process.Start(make);
            try
            {
                Check(input);
            }
            catch (IOException)
            {
                Work();
            }

            git.WaitForExit();
            return git.ExitCode;
        }
        """);
}
