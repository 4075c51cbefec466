using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Pairs expected and reported diagnostics one to one.</summary>
internal static class DiagnosticMatcher
{
    /// <summary>The failure's text, or null when every one has found its partner.</summary>
    public static string? Mismatch(string context, IReadOnlyList<Diagnostic> actual, IReadOnlyList<DiagnosticResult> expected)
    {
        var partnerOfActual = new int[actual.Count];
        Array.Fill(partnerOfActual, -1);
        var missing = new List<DiagnosticResult>();
        for (var i = 0; i < expected.Count; i++)
        {
            if (!FindPartner(i, actual, expected, partnerOfActual, new bool[actual.Count]))
            {
                missing.Add(expected[i]);
            }
        }

        var unexpected = actual.Where((_, index) => partnerOfActual[index] < 0).ToList();
        return missing.Count + unexpected.Count == 0 ? null : Describe(context, actual.Count, expected.Count, missing, unexpected);
    }

    /// <summary>
    /// The augmenting step of bipartite matching: first come, first served would let an expectation that says little take
    /// the only partner of one that says more.
    /// </summary>
    private static bool FindPartner(
        int index,
        IReadOnlyList<Diagnostic> actual,
        IReadOnlyList<DiagnosticResult> expected,
        int[] partnerOfActual,
        bool[] tried)
    {
        for (var candidate = 0; candidate < actual.Count; candidate++)
        {
            if (tried[candidate] || expected[index].DifferenceFrom(actual[candidate]) is not null)
            {
                continue;
            }

            tried[candidate] = true;
            var taken = partnerOfActual[candidate];
            if (taken < 0 || FindPartner(taken, actual, expected, partnerOfActual, tried))
            {
                partnerOfActual[candidate] = index;
                return true;
            }
        }

        return false;
    }

    private static string Describe(
        string context,
        int actualCount,
        int expectedCount,
        List<DiagnosticResult> missing,
        List<Diagnostic> unexpected)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"Context: {context}\n")
            .Append(CultureInfo.InvariantCulture, $"Mismatch of diagnostics: {expectedCount} expected, {actualCount} reported\n");
        foreach (var result in missing)
        {
            text.Append(CultureInfo.InvariantCulture, $"  missing:    {result}\n");
            if (unexpected.Find(diagnostic => diagnostic.Id == result.Id) is { } nearest)
            {
                text.Append(CultureInfo.InvariantCulture, $"              the nearest {result.DifferenceFrom(nearest)}\n");
            }
        }

        foreach (var diagnostic in unexpected)
        {
            text.Append(CultureInfo.InvariantCulture, $"  unexpected: {DiagnosticResult.Of(diagnostic)}\n");
        }

        return text.ToString();
    }
}
