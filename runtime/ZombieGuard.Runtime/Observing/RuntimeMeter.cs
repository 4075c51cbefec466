using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.Versioning;

namespace ZombieGuard.Observing;

/// <summary>The four instruments of the meter <c>ZombieGuard.Runtime</c>.</summary>
[SupportedOSPlatform("linux")]
internal static class RuntimeMeter
{
    private static readonly Meter Meter = new("ZombieGuard.Runtime");

    private static readonly Counter<long>? Reaped = Create(static () => Meter.CreateCounter<long>(
        "zombieguard.children.reaped", "{child}", "Children that have ended and were waited for, by kind: exited, signalled, lost."));

    private static readonly Histogram<double>? Latency = Create(static () => Meter.CreateHistogram<double>(
        "zombieguard.reap.latency", "s", "From when the reaper woke up for a child's end until it had collected the child."));

    private static readonly Counter<long>? Orphans = Create(static () => Meter.CreateCounter<long>(
        "zombieguard.orphans.reaped", "{child}", "Children that nobody owned and that ReapUnowned has reaped."));

    /// <summary>The active ones are counted only where somebody asks.</summary>
    internal static void Observe(ChildReaper reaper) => Create(() => Meter.CreateObservableUpDownCounter(
        "zombieguard.children.active", () => reaper.ActiveCount, "{child}", "Children that are waited for."));

    /// <summary>The moment, where somebody wants to know the latency.</summary>
    internal static long Now() => Latency is { Enabled: true } ? Stopwatch.GetTimestamp() : 0;

    /// <param name="exit">How it has ended.</param>
    /// <param name="since">What <see cref="Now"/> said when the reaper was told.</param>
    internal static void ChildEnded(ChildExit exit, long since)
    {
        if (Reaped is { Enabled: true } || since != 0)
        {
            Tell(() => Record(exit, since));
        }
    }

    internal static void OrphanReaped() => Tell(static () => Orphans?.Add(1));

    private static void Record(ChildExit exit, long since)
    {
        var kind = exit.Status is not { } status ? "lost" : status.IsExited ? "exited" : "signalled";
        Reaped?.Add(1, new KeyValuePair<string, object?>("kind", kind));
        if (since != 0)
        {
            Latency?.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);
        }
    }

    private static void Tell(Action record)
    {
        try
        {
            record();
        }
        catch
        {
            // A listener's failure would end the thread that waits for all children, and with it the program.
        }
    }

    private static T? Create<T>(Func<T> create)
        where T : Instrument
    {
        try
        {
            return create();
        }
        catch
        {
            // A listener's, which is told of it: without the instrument children are waited for all the same.
            return null;
        }
    }
}
