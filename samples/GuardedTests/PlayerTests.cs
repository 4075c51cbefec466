using System.Runtime.Versioning;
using Xunit;

// The guard sees the whole process: tests that start children must not run beside a guarded one.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: SupportedOSPlatform("linux")]

namespace GuardedTests;

/// <summary>One of these fails, and that is what the sample shows.</summary>
[NoLeaks]
public class PlayerTests
{
    [Fact]
    public void StoppedPlayerIsGone()
    {
        using var player = new Player();
        player.Stop();
    }

    /// <summary>Without the guard it would pass.</summary>
    [Fact]
    public void DisposedPlayerIsGone()
    {
        using var player = new Player();
    }
}
