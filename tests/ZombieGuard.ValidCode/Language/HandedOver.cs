using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Language;

/// <summary>Children that are made here and belong to somebody else.</summary>
public class HandedOver
{
    private readonly List<IDisposable> _bag = [];
    private Process? _shared;

    public event EventHandler<Process>? Started;

    public IReadOnlyList<IDisposable> Bag => _bag;

    public Process Shared => _shared ??= Process.Start("ssh-agent", "-D");

    public static Task<Process> InTask(string program) => Task.FromResult(Process.Start(program));

    public static (Process Process, DateTime Started) WithTime(string program) => (Process.Start(program), DateTime.UtcNow);

    public static Process OrThrow(ProcessStartInfo start) => Process.Start(start) ?? throw new InvalidOperationException(start.FileName);

    public static Running Record(string name, string program) => new(name) { Process = Process.Start(program) };

    public static bool TryStart(ProcessStartInfo start, [NotNullWhen(true)] out Process? process)
    {
        process = Process.Start(start);
        return process != null;
    }

    public static void Replace(ref Process process, string program)
    {
        process.WaitForExit();
        process = Process.Start(program);
    }

    public static IEnumerable<Process> Many(IEnumerable<string> programs)
    {
        foreach (var program in programs)
        {
            yield return Process.Start(program);
        }
    }

    public static async IAsyncEnumerable<Process> ManyAsync(IAsyncEnumerable<string> programs)
    {
        await foreach (var program in programs)
        {
            yield return Process.Start(program);
        }
    }

    public Process Choose(bool reuse, string program) => reuse && _shared is { HasExited: false } shared ? shared : program switch
    {
        "ssh-agent" => Shared,
        { Length: 0 } => throw new ArgumentException("no program", nameof(program)),
        _ => Process.Start(program),
    };

    public void Keep(string program) => Process.Start(program).AddTo(_bag);

    public void Announce(string program)
    {
        var process = Process.Start(program);
        Started?.Invoke(this, process);
    }

    public static void Into(ICollection<Process> target, string program)
    {
        var process = Process.Start(program);
        process.PriorityClass = ProcessPriorityClass.BelowNormal;
        target.Add(process);
    }

    public static void Into(Slot slot, string program) => slot.Process = Process.Start(program);
}

/// <summary>A child with a name.</summary>
public sealed record Running(string Name)
{
    public required Process Process { get; init; }
}

/// <summary>A place for a child that others fill and empty.</summary>
public sealed class Slot
{
    public Process? Process { get; set; }
}

/// <summary>Keeps things until they are thrown away together.</summary>
public static class BagExtensions
{
    public static T AddTo<T>(this T item, ICollection<IDisposable> bag)
        where T : IDisposable
    {
        bag.Add(item);
        return item;
    }
}
