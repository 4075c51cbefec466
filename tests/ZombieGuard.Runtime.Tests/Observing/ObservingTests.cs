using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Runtime.Tests.Starting;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Observing;

/// <summary>The library as it is seen from outside.</summary>
public sealed class ObservingTests
{
    [Fact]
    public async Task InstrumentsCountWhatHappens()
    {
        var values = new ConcurrentQueue<(string Name, double Value, string? Kind)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "ZombieGuard.Runtime")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => values.Enqueue((instrument.Name, value, Kind(tags))));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => values.Enqueue((instrument.Name, value, Kind(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => values.Enqueue((instrument.Name, value, Kind(tags))));
        listener.Start();

        var active = Active();
        var child = Started.Sleeps();
        Assert.Equal(active + 1, Active());
        child.Kill();
        await Started.End(child);
        Assert.Equal(active, Active());
        Started.Shell("exit 3").Join();
        var stolen = Started.Sleeps();
        lock (ChildReaper.Shared.Gate)
        {
            stolen.Kill();
            RawChild.Wait(stolen.Pid);
        }

        await Started.End(stolen);
        Assert.True(Until.True(() => Count("zombieguard.children.reaped") == 3));
        Assert.Equal(
            ["exited", "lost", "signalled"],
            values.Where(value => value.Name == "zombieguard.children.reaped").Select(value => value.Kind).Order(StringComparer.Ordinal));
        Assert.Equal(3, Count("zombieguard.reap.latency"));
        Assert.All(values.Where(value => value.Name == "zombieguard.reap.latency"), value => Assert.InRange(value.Value, 0, 10));

        using (var reaper = ChildReaper.ReapUnowned(new UnownedReaperOptions { MinimumAge = TimeSpan.Zero }))
        {
            RawChild.Exits(0);
            Assert.True(Until.True(() => Count("zombieguard.orphans.reaped") == 1));
        }

        int Count(string name) => values.Count(value => value.Name == name);

        double Active()
        {
            listener.RecordObservableInstruments();
            return values.Last(value => value.Name == "zombieguard.children.active").Value;
        }

        static string? Kind(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.IsEmpty ? null : (string?)tags[0].Value;
    }

    [Fact]
    public async Task EventsTellWhatHappens()
    {
        using var listener = new Listener();
        var child = Started.Shell("exit 3");
        await Started.End(child);
        Assert.Throws<ChildStartException>(() => ChildProcess.Start("/no/such/program"));
        var adopted = ChildReaper.Shared.Adopt(RawChild.Sleeps());
        lock (ChildReaper.Shared.Gate)
        {
            adopted.Kill();
            RawChild.Wait(adopted.Pid);
        }

        await Started.End(adopted);
        string[] expected =
        [
            $"ChildStarted sh {child.Pid}",
            $"ChildEnded {child.Pid} {3 << 8}",
            "StartFailed Cannot start '/no/such/program': No such file or directory ('/no/such/program'). 2",
            $"ChildAdopted {adopted.Pid}",
            $"ChildLost {adopted.Pid}",
        ];
        Assert.True(Until.True(() => listener.Events.Count >= expected.Length));
        Assert.Equal(expected.Order(StringComparer.Ordinal), listener.Events.Order(StringComparer.Ordinal));
    }

    /// <summary>Its failure is its own: neither the thread that waits nor the one that joins sees it, and what is watched ends.</summary>
    [Fact]
    public async Task ListenerThatThrowsHarmsNobody()
    {
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "ZombieGuard.Runtime")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException("listener"));
        listener.Start();
        var child = Started.Sleeps();
        var ends = child.WatchAsync().ToListAsync().AsTask();
        child.Kill();
        Assert.Equal(9, child.Join().TerminatingSignal);
        Assert.Equal(9, (await ends.WaitAsync(Until.Deadline))[^1].TerminatingSignal);
        Assert.Equal(3, (await Started.End(Started.Shell("exit 3"))).ExitCode);
    }

    /// <summary>So does one that throws as soon as it hears of an instrument: in a program of its own, since that is once.</summary>
    [Fact]
    public async Task ListenerThatRefusesHarmsNobody() =>
        (await Child.Runs("listener-refuses")).Succeeds().Says("started=3", "adopted=4");

    internal sealed class Listener : EventListener
    {
        internal ConcurrentQueue<string> Events { get; } = new();

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "ZombieGuard-Runtime")
            {
                EnableEvents(eventSource, EventLevel.Verbose);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
            Events.Enqueue($"{eventData.EventName} {string.Join(' ', eventData.Payload!)}");
    }
}
