using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A place where a diagnostic is expected.</summary>
/// <param name="Path">The file; null is the first source.</param>
/// <param name="Span">Zero-based, as the compiler counts.</param>
/// <param name="Options">What of it is compared.</param>
/// <param name="MarkupKey">The <c>n</c> of a <c>{|#n:…|}</c> that stands for path and span.</param>
public readonly record struct DiagnosticLocation(
    string? Path,
    LinePositionSpan Span,
    DiagnosticLocationOptions Options = DiagnosticLocationOptions.None,
    int? MarkupKey = null)
{
    /// <summary>What is wrong with a place that a diagnostic was reported at, or null.</summary>
    internal string? DifferenceFrom(Location actual)
    {
        var found = actual.GetLineSpan();
        var sameEnd = (Options & DiagnosticLocationOptions.IgnoreLength) != 0 || found.EndLinePosition == Span.End;
        return found.Path == Path && found.StartLinePosition == Span.Start && sameEnd
            ? null
            : $"is at {Describe(found.Path, found.Span)}, expected at {this}";
    }

    /// <summary>One-based, as an editor counts.</summary>
    public override string ToString() => MarkupKey is { } key ? $"{{|#{key}:|}}" : Describe(Path, Span);

    private static string Describe(string? path, LinePositionSpan span) =>
        $"{path}({span.Start.Line + 1},{span.Start.Character + 1}-{span.End.Line + 1},{span.End.Character + 1})";
}
