using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

/// <summary>Tasks that are kept, and forgotten.</summary>
public partial class AwaitDroppedFixTests
{
    [Fact]
    public Task InVariable_IsAwaitedAtTheEnd() => VerifyAsync(
        """
        async Task M()
        {
            using var make = Process.Start("make");
            var made = make.{|ZG0007:WaitForExitAsync|}(); // later
            await Task.Yield();
            Console.WriteLine(made.IsCompleted);
        }
        """,
        """
        async Task M()
        {
            using var make = Process.Start("make");
            var made = make.WaitForExitAsync(); // later
            await Task.Yield();
            Console.WriteLine(made.IsCompleted);
            await made;
        }
        """);

    [Fact]
    public Task InVariable_CodeThatCannotAwait_WaitsBeforeTheReturn() => VerifyAsync(
        """
        string M(string target)
        {
            using var make = Process.Start("make", target);
            var made = make.{|ZG0007:WaitForExitAsync|}();
            Console.WriteLine("making");

            // so far
            return target;
        }
        """,
        """
        string M(string target)
        {
            using var make = Process.Start("make", target);
            var made = make.WaitForExitAsync();
            Console.WriteLine("making");
            made.GetAwaiter().GetResult();

            // so far
            return target;
        }
        """);

    [Fact]
    public Task TasksInList_AreAwaitedAtTheEnd() => VerifyAsync(
        """
        async Task M(string[] files)
        {
            var waits = new System.Collections.Generic.List<Task>();
            foreach (var file in files)
            {
                var gzip = Process.Start("gzip", file);
                waits.Add(gzip.{|ZG0007:WaitForExitAsync|}());
            }

            await Console.Out.WriteLineAsync($"{waits.Count} started").ConfigureAwait(false);
        }
        """,
        """
        async Task M(string[] files)
        {
            var waits = new System.Collections.Generic.List<Task>();
            foreach (var file in files)
            {
                var gzip = Process.Start("gzip", file);
                waits.Add(gzip.WaitForExitAsync());
            }

            await Console.Out.WriteLineAsync($"{waits.Count} started").ConfigureAwait(false);
            await Task.WhenAll(waits).ConfigureAwait(false);
        }
        """);

    [Fact]
    public Task TasksInList_CodeThatCannotAwait_Waits() => VerifyAsync(
        """
        void M(string[] files)
        {
            var waits = new System.Collections.Generic.List<Task>();
            foreach (var file in files)
            {
                var gzip = Process.Start("gzip", file);
                waits.Add(gzip.{|ZG0007:WaitForExitAsync|}());
            }
        }
        """,
        """
        void M(string[] files)
        {
            var waits = new System.Collections.Generic.List<Task>();
            foreach (var file in files)
            {
                var gzip = Process.Start("gzip", file);
                waits.Add(gzip.WaitForExitAsync());
            }

            Task.WhenAll(waits).GetAwaiter().GetResult();
        }
        """);

    [Fact]
    public Task TasksOfProcessesThatAreDisposed_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        async Task M(string[] files)
        {
            var waits = new System.Collections.Generic.List<Task>();
            foreach (var file in files)
            {
                using var gzip = Process.Start("gzip", file);
                waits.Add(gzip.{|ZG0007:WaitForExitAsync|}());
            }

            await Task.Yield();
        }
        """);

    [Fact]
    public Task MayReturnBefore_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        async Task M(bool quick)
        {
            using var make = Process.Start("make");
            var made = make.{|ZG0007:WaitForExitAsync|}();
            if (quick)
            {
                return;
            }

            await Task.Yield();
        }
        """);

    [Fact]
    public Task OutputReadByTheReturn_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        string M()
        {
            using var make = Process.Start(new ProcessStartInfo("make") { RedirectStandardOutput = true })!;
            var made = make.{|ZG0007:WaitForExitAsync|}();
            return make.StandardOutput.ReadToEnd();
        }
        """);
}
