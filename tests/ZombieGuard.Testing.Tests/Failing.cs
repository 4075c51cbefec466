using System;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Testing.Tests;

/// <summary>The verifier must fail, and say why.</summary>
internal static class Failing
{
    public static async Task With(string reason, Func<Task> verification)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(verification);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }
}
