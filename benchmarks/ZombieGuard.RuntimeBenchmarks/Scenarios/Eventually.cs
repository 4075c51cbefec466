using System;
using System.Diagnostics;
using System.Threading;

namespace ZombieGuard.RuntimeBenchmarks.Scenarios;

/// <summary>Looks again and again for what nobody announces, with a deadline.</summary>
internal static class Eventually
{
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    internal static T Find<T>(Func<T> look, Func<T, bool> isThere)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Deadline; Thread.Sleep(2))
        {
            if (look() is var found && isThere(found))
            {
                return found;
            }
        }

        throw new TimeoutException("What was waited for has not come.");
    }
}
