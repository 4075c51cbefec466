using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ZombieGuard.RuntimeBenchmarks.Results;

/// <summary>Tables in Markdown: first the verdicts, then what was measured.</summary>
internal sealed class Report
{
    private readonly StringBuilder _tables = new();
    private readonly List<string[]> _verdicts = [];
    private readonly List<string> _skipped = [];

    /// <summary>A figure as the tables have it.</summary>
    internal static string Number(double value, string format = "N0") => value.ToString(format, CultureInfo.InvariantCulture);

    internal void Table(string title, string text, string[] columns, IEnumerable<string[]> rows)
    {
        _tables.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n{text}\n\n");
        Table(_tables, columns, rows);
    }

    /// <summary>A bound, a goal beyond it, or what else a figure is held against.</summary>
    internal void Verdict(string bound, string measured, bool isHeld) => _verdicts.Add([bound, measured, isHeld ? "held" : "**missed**"]);

    /// <summary>What could not be measured, and why.</summary>
    internal void Skip(string line)
    {
        if (!_skipped.Contains(line))
        {
            _skipped.Add(line);
            Progress(line);
        }
    }

    /// <summary>To whoever waits for the end.</summary>
    internal static void Progress(string line) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {line}");

    internal string ToMarkdown(Machine machine)
    {
        var text = new StringBuilder(machine.ToMarkdown());
        text.Append("\n## Verdicts\n\n");
        Table(text, ["Bound", "Measured", "Verdict"], _verdicts);
        text.Append(_tables);
        if (_skipped.Count > 0)
        {
            text.Append("\n## Not measured\n\n");
            _skipped.ForEach(line => text.Append("- ").Append(line).Append('\n'));
        }

        return text.ToString();
    }

    private static void Table(StringBuilder text, string[] columns, IEnumerable<string[]> rows)
    {
        Row(columns);
        Row(columns.Select((_, i) => i == 0 ? "---" : "---:"));
        foreach (var row in rows)
        {
            Row(row);
        }

        void Row(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }
}
