using System;
using System.Diagnostics;
using System.Threading;

namespace ZombieGuard.TestChild;

/// <summary>Waits for an event that nobody announces, with a deadline: never for a time and a hope.</summary>
internal static class Until
{
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>False where it has not come true before the deadline.</summary>
    internal static bool True(Func<bool> condition)
    {
        for (var start = Stopwatch.GetTimestamp(); !condition(); Thread.Sleep(2))
        {
            if (Stopwatch.GetElapsedTime(start) > Deadline)
            {
                return false;
            }
        }

        return true;
    }
}
