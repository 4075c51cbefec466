using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

public partial class WaitHereFixTests
{
    [Fact]
    public Task AsyncCode_AwaitsWithTheTokenInScope() => VerifyAsync(
        """
        async Task<string> M(ProcessStartInfo psi, CancellationToken stop)
        {
            using var p = Process.Start(psi)!;
            var reading = p.StandardOutput.{|ZG0010:ReadToEndAsync|}(stop);
            var text = await reading;
            return text;
        }
        """,
        """
        async Task<string> M(ProcessStartInfo psi, CancellationToken stop)
        {
            using var p = Process.Start(psi)!;
            var reading = p.StandardOutput.ReadToEndAsync(stop);
            var text = await reading;
            await p.{|ZG0014:WaitForExitAsync|}(stop);
            return text;
        }
        """);

    [Fact]
    public Task AsyncCode_WithoutToken_ConfiguresAsItsNeighbours() => VerifyAsync(
        """
        async Task M()
        {
            using var p = Process.{|ZG0002:Start|}("x");
            await Task.Delay(1).ConfigureAwait(false);
        }
        """,
        """
        async Task M()
        {
            using var p = Process.Start("x");
            await p.WaitForExitAsync().ConfigureAwait(false);
            await Task.Delay(1).ConfigureAwait(false);
        }
        """);

    [Fact]
    public Task AsyncCode_NullIsNeverAwaited() => VerifyAsync(
        """
        async Task M(ProcessStartInfo psi, CancellationToken token)
        {
            var p = Process.{|ZG0002:Start|}(psi);
            await Console.Out.WriteLineAsync(p?.ProcessName);
        }
        """,
        """
        async Task M(ProcessStartInfo psi, CancellationToken token)
        {
            var p = Process.Start(psi);
            await Console.Out.WriteLineAsync(p?.ProcessName);
            if (p is not null)
            {
                await p.{|ZG0014:WaitForExitAsync|}(token);
            }
        }
        """);

    [Fact]
    public Task AsyncLambda_Awaits_WhileItsMethodDoesNot() => VerifyAsync(
        """
        Func<Task> M() => async () =>
        {
            var p = Process.{|ZG0002:Start|}("x");
            await Task.Yield();
        };
        """,
        """
        Func<Task> M() => async () =>
        {
            var p = Process.Start("x");
            await p.WaitForExitAsync();
            await Task.Yield();
        };
        """);

    [Fact]
    public Task Lock_CannotAwait() => VerifyAsync(
        """
        async Task M(object gate)
        {
            lock (gate)
            {
                var p = Process.{|ZG0002:Start|}("x");
                Console.WriteLine(p.Id);
            }

            await Task.Yield();
        }
        """,
        """
        async Task M(object gate)
        {
            lock (gate)
            {
                var p = Process.Start("x");
                Console.WriteLine(p.Id);
                p.WaitForExit();
            }

            await Task.Yield();
        }
        """);

    [Fact]
    public Task CSharp8_TestsForNullWithAnOperator() => FixTest.VerifyAsync(
        WaitHereFix.Key,
        """
        async Task M(ProcessStartInfo psi)
        {
            var p = Process.{|ZG0002:Start|}(psi);
            await Task.Yield();
            Console.WriteLine(p?.Id);
        }
        """,
        """
        async Task M(ProcessStartInfo psi)
        {
            var p = Process.Start(psi);
            await Task.Yield();
            Console.WriteLine(p?.Id);
            if (p != null)
            {
                await p.WaitForExitAsync();
            }
        }
        """,
        LanguageVersion.CSharp8);
}
