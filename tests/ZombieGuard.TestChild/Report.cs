using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.Linq;

namespace ZombieGuard.TestChild;

/// <summary>Counts by name; printed as "name=count" lines, which the tests read.</summary>
internal sealed class Report
{
    private readonly ConcurrentDictionary<string, object> _values = new();

    internal void Count(string name) => _values.AddOrUpdate(name, 1L, (_, count) => (long)count + 1);

    internal void Say(string name, object value) => _values[name] = value;

    internal void Print()
    {
        foreach (var (name, value) in _values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}={value}"));
        }
    }
}
