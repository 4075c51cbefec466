using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

/// <summary>A child that a method of the program starts and leaves to its caller is waited for like any other.</summary>
public sealed class OwnStartFixTests
{
    private const string Factory = """


        static Process Run(string arguments)
        {
            var process = new Process { StartInfo = new ProcessStartInfo("git", arguments) };
            process.Start();
            return process;
        }

        static async Task<Process> RunAsync(string arguments)
        {
            await Task.Yield();
            return Run(arguments);
        }
        """;

    [Fact]
    public Task KeptInLocal() => FixTest.VerifyAsync(
        WaitHereFix.Key,
        """
        void M()
        {
            var fetch = {|ZG0002:Run|}("fetch");
            Console.WriteLine(fetch.Id);
        }
        """ + Factory,
        """
        void M()
        {
            var fetch = Run("fetch");
            Console.WriteLine(fetch.Id);
            fetch.WaitForExit();
        }
        """ + Factory);

    [Fact]
    public Task Discarded() => FixTest.VerifyAsync(
        KeepAndWaitFix.Key,
        """
        void M()
        {
            {|ZG0002:Run|}("fetch");
        }
        """ + Factory,
        """
        void M()
        {
            using var process = Run("fetch");
            process.WaitForExit();
        }
        """ + Factory);

    [Fact]
    public Task AwaitedIntoLocal() => FixTest.VerifyAsync(
        WaitHereFix.Key,
        """
        async Task M()
        {
            var fetch = await {|ZG0002:RunAsync|}("fetch");
            Console.WriteLine(fetch.Id);
        }
        """ + Factory,
        """
        async Task M()
        {
            var fetch = await RunAsync("fetch");
            Console.WriteLine(fetch.Id);
            await fetch.WaitForExitAsync();
        }
        """ + Factory);

    [Fact]
    public Task TaskDiscarded_IsNotOffered() => FixTest.VerifyNotOfferedAsync(
        KeepAndWaitFix.Key,
        """
        void M()
        {
            _ = {|ZG0002:RunAsync|}("fetch");
        }
        """ + Factory);
}
