using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Reporting;

/// <summary>Turns a finding into a diagnostic: on the name of the spawning call, with the path as additional locations.</summary>
internal static class FindingReport
{
    // A condition longer than this would hide the sentence around it.
    private const int MaxConditionLength = 60;

    // The steps nearest to the end of the path are those that a reader looks for.
    private const int MaxSteps = 8;

    public static Diagnostic Create(DiagnosticDescriptor descriptor, Finding finding) => Diagnostic.Create(
        descriptor,
        LocationOf(finding.At ?? finding.Site.Name),
        SpawnOf(finding)
            .Concat(finding.Path.Skip(System.Math.Max(0, finding.Path.Length - MaxSteps)).Select(step => Anchor(step.Condition).GetLocation()))
            .Concat(finding.Member?.Locations ?? ImmutableArray<Location>.Empty),
        PropertiesOf(finding),
        finding.Api,
        PathOf(finding),
        finding.Member?.Name,
        finding.Member?.ContainingType.Name,
        finding.At?.ToString());

    // Of a loop or a block its first word: the whole of it would be underlined else.
    private static Location LocationOf(SyntaxNode place) =>
        place is BlockSyntax || place.DescendantNodes().Any(node => node is StatementSyntax) ? place.GetFirstToken().GetLocation() : place.GetLocation();

    /// <summary>Where the child is spawned, when the finding stands elsewhere.</summary>
    private static System.Collections.Generic.IEnumerable<Location> SpawnOf(Finding finding) =>
        IsElsewhere(finding) ? new[] { finding.Site.Name.GetLocation() } : Enumerable.Empty<Location>();

    private static bool IsElsewhere(Finding finding) => finding.At is not null && finding.At != finding.Site.Name;

    private static ImmutableDictionary<string, string?> PropertiesOf(Finding finding)
    {
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add(FixFacts.Handle, HandleOf(finding))
            .Add(FixFacts.Cause, finding.Cause.ToString());
        if (finding.Variable is { } variable)
        {
            properties = properties.Add(FixFacts.Variable, variable);
        }

        if (IsElsewhere(finding))
        {
            properties = properties.Add(FixFacts.Elsewhere, null);
        }

        return MayBeNone(finding.Site) ? properties.Add(FixFacts.MayBeNone, null) : properties;
    }

    private static string HandleOf(Finding finding)
    {
        var site = finding.Site;
        if (finding.Variable is null && !SymbolEqualityComparer.Default.Equals(site.Call.Type, site.HandleType) && site.Entry.Child.Kind == SlotKind.Return)
        {
            // In a task, a tuple or an object of the program's own, and nothing has taken it out.
            return FixFacts.OtherHandle;
        }

        if (ProcessType.Is(site.HandleType))
        {
            return FixFacts.ProcessHandle;
        }

        return site.IsRaw && site.Entry.Result != ResultMeaning.NullIsNone && site.HandleType is not { IsReferenceType: true } && site.Entry.EntryPoint?.StartsWith("pidfd", System.StringComparison.Ordinal) != true
            ? FixFacts.PidHandle
            : FixFacts.OtherHandle;
    }

    private static bool MayBeNone(ChildSite site) =>
        site.IsRaw || (site.Call.TargetMethod.ReturnType.NullableAnnotation == NullableAnnotation.Annotated);

    private static string PathOf(Finding finding) => finding.Parting switch
    {
        null => "on one path",
        { Condition: CatchClauseSyntax clause } => $"after 'catch{(clause.Declaration is { } declaration ? " (" + declaration.Type + ")" : string.Empty)}' has taken an exception",
        { Outcome: { } outcome } step => $"when '{Shorten(step.Condition.ToString())}' is {(outcome ? "true" : "false")}",
        _ => "on one path",
    };

    private static SyntaxNode Anchor(SyntaxNode step) => step is CatchClauseSyntax { Declaration: { } declaration } ? declaration : step;

    private static string Shorten(string condition)
    {
        var line = Regex.Replace(condition, @"\s+", " ");
        return line.Length <= MaxConditionLength ? line : line.Substring(0, MaxConditionLength - 1) + "…";
    }
}
