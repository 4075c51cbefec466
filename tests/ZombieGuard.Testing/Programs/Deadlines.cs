using System;

namespace ZombieGuard.Testing.Programs;

/// <summary>How long to wait: much longer than what is waited for takes on a busy machine, and no longer than a run of tests can bear.</summary>
public static class Deadlines
{
    /// <summary>For what will come. A test that passes never waits so long.</summary>
    public static TimeSpan Event { get; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// For what must not come. A test that passes waits so long each time; too short on a busy machine, it would pass where it should
    /// not, and never fail where it should.
    /// </summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(3);
}
