using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace ZombieGuard.House.Tests;

/// <summary>What breaks a rule of the house, in full: xunit's own collection messages cut each line off.</summary>
internal static class Breaches
{
    public static void AreNone(IEnumerable<string> breaches)
    {
        var found = breaches.ToArray();
        Assert.True(found.Length == 0, string.Join('\n', found));
    }
}
