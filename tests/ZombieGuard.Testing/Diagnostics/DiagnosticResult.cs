using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>
/// A diagnostic that a test expects. The first location is the diagnostic's own, the others are its additional ones; without any, the
/// diagnostic must have no location. Message and properties are compared where they are given.
/// </summary>
public readonly record struct DiagnosticResult
{
    private readonly ImmutableArray<DiagnosticLocation> locations;
    private readonly ImmutableDictionary<string, string?>? properties;

    public DiagnosticResult(string id, DiagnosticSeverity severity)
    {
        Id = id;
        Severity = severity;
    }

    public DiagnosticResult(DiagnosticDescriptor descriptor)
        : this(descriptor.Id, descriptor.DefaultSeverity) =>
        MessageFormat = descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture);

    public string Id { get; private init; }

    public DiagnosticSeverity Severity { get; private init; }

    public DiagnosticOptions Options { get; private init; }

    /// <summary>The text given by <see cref="WithMessage"/> or made of format and arguments; null is not compared.</summary>
    public string? Message
    {
        get => field ?? (MessageArguments is { } arguments && MessageFormat is { } format
            ? string.Format(CultureInfo.InvariantCulture, format, arguments)
            : null);
        private init;
    }

    public string? MessageFormat { get; private init; }

    public object[]? MessageArguments { get; private init; }

    /// <summary>The diagnostic's own location, then its additional ones.</summary>
    public ImmutableArray<DiagnosticLocation> Spans
    {
        get => locations.IsDefault ? [] : locations;
        internal init => locations = value;
    }

    /// <summary>The properties that the diagnostic must carry, among others (not in Microsoft's library).</summary>
    public ImmutableDictionary<string, string?> Properties
    {
        get => properties ?? ImmutableDictionary<string, string?>.Empty;
        private init => properties = value;
    }

    public bool HasLocation => !Spans.IsEmpty;

    public static DiagnosticResult CompilerError(string identifier) => new(identifier, DiagnosticSeverity.Error);

    public static DiagnosticResult CompilerWarning(string identifier) => new(identifier, DiagnosticSeverity.Warning);

    public DiagnosticResult WithSeverity(DiagnosticSeverity severity) => this with { Severity = severity };

    public DiagnosticResult WithOptions(DiagnosticOptions options) => this with { Options = options };

    public DiagnosticResult WithArguments(params object[] arguments) => this with { MessageArguments = arguments };

    public DiagnosticResult WithMessage(string? message) => this with { Message = message };

    public DiagnosticResult WithMessageFormat(LocalizableString messageFormat) =>
        this with { MessageFormat = messageFormat.ToString(CultureInfo.InvariantCulture) };

    /// <summary>The diagnostic must carry this property (not in Microsoft's library).</summary>
    public DiagnosticResult WithProperty(string key, string? value) => this with { Properties = Properties.SetItem(key, value) };

    public DiagnosticResult WithNoLocation() => this with { Spans = [] };

    /// <summary>Where the <c>{|#n:…|}</c> of that number is.</summary>
    public DiagnosticResult WithLocation(int markupKey) => WithLocation(markupKey, DiagnosticLocationOptions.None);

    /// <inheritdoc cref="WithLocation(int)"/>
    public DiagnosticResult WithLocation(int markupKey, DiagnosticLocationOptions options) =>
        With(new(null, default, options | DiagnosticLocationOptions.InterpretAsMarkupKey, markupKey));

    /// <summary>One-based; only the start is compared.</summary>
    public DiagnosticResult WithLocation(int line, int column) => WithLocation(null!, line, column);

    /// <inheritdoc cref="WithLocation(int, int)"/>
    public DiagnosticResult WithLocation(string path, int line, int column)
    {
        var start = new LinePosition(line - 1, column - 1);
        return With(new(path, new(start, start), DiagnosticLocationOptions.IgnoreLength));
    }

    /// <summary>One-based; both ends are compared.</summary>
    public DiagnosticResult WithSpan(int startLine, int startColumn, int endLine, int endColumn) =>
        WithSpan(null!, startLine, startColumn, endLine, endColumn);

    /// <inheritdoc cref="WithSpan(int, int, int, int)"/>
    public DiagnosticResult WithSpan(string path, int startLine, int startColumn, int endLine, int endColumn) =>
        With(new(path, new(new(startLine - 1, startColumn - 1), new(endLine - 1, endColumn - 1))));

    /// <summary>One line, as it is shown where the expectation was not met.</summary>
    public override string ToString()
    {
        var own = HasLocation ? Spans[0].ToString() : "(no location)";
        var additional = Spans.Skip(1).Select(location => $" also {location}");
        var carried = Properties.OrderBy(pair => pair.Key, System.StringComparer.Ordinal).Select(pair => $" [{pair.Key}={pair.Value}]");
        return $"{own}: {Severity} {Id}: {Message}{string.Concat(additional)}{string.Concat(carried)}";
    }

    /// <summary>The expectation that this diagnostic meets in everything.</summary>
    internal static DiagnosticResult Of(Diagnostic diagnostic)
    {
        var result = new DiagnosticResult(diagnostic.Id, diagnostic.Severity)
            .WithMessage(diagnostic.GetMessage(CultureInfo.InvariantCulture));
        var locations = diagnostic.AdditionalLocations.Prepend(diagnostic.Location).Where(location => location != Location.None);
        result = locations
            .Select(location => location.GetLineSpan())
            .Aggregate(result, (sofar, span) => sofar.With(new(span.Path, span.Span)));
        return diagnostic.Properties.Aggregate(result, (sofar, pair) => sofar.WithProperty(pair.Key, pair.Value));
    }

    internal DiagnosticResult With(DiagnosticLocation location) => this with { Spans = Spans.Add(location) };

    /// <summary>What it is from this expectation to that diagnostic, or null where it is met.</summary>
    internal string? DifferenceFrom(Diagnostic actual)
    {
        if (actual.Id != Id)
        {
            return $"has the ID {actual.Id}";
        }

        if (actual.Severity != Severity && (Options & DiagnosticOptions.IgnoreSeverity) == 0)
        {
            return $"has the severity {actual.Severity}, expected {Severity}";
        }

        var message = actual.GetMessage(CultureInfo.InvariantCulture);
        if (Message is { } expectedMessage && message != expectedMessage)
        {
            return $"says '{message}', expected '{expectedMessage}'";
        }

        return LocationDifference(actual) ?? PropertyDifference(actual);
    }

    private string? LocationDifference(Diagnostic actual)
    {
        if (!HasLocation)
        {
            return actual.Location == Location.None ? null : "has a location, and none is expected";
        }

        if (Spans[0].DifferenceFrom(actual.Location) is { } difference)
        {
            return difference;
        }

        if ((Options & DiagnosticOptions.IgnoreAdditionalLocations) != 0)
        {
            return null;
        }

        if (actual.AdditionalLocations.Count != Spans.Length - 1)
        {
            return $"has {actual.AdditionalLocations.Count} additional locations, expected {Spans.Length - 1}";
        }

        return Spans
            .Skip(1)
            .Zip(actual.AdditionalLocations, (expected, found) => expected.DifferenceFrom(found))
            .Select((text, index) => text is null ? null : $"additional location {index + 1} {text}")
            .FirstOrDefault(text => text is not null);
    }

    private string? PropertyDifference(Diagnostic actual)
    {
        foreach (var (key, expected) in Properties)
        {
            if (!actual.Properties.TryGetValue(key, out var found))
            {
                return $"lacks the property '{key}'";
            }

            if (found != expected)
            {
                return $"has the property '{key}' = '{found}', expected '{expected}'";
            }
        }

        return null;
    }
}
