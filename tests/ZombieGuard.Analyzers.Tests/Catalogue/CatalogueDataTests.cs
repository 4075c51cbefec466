using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Xunit;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Tests.Catalogue;

/// <summary>Holds every line of the built-in catalogue to the truth.</summary>
public class CatalogueDataTests
{
    // A line that resolves in no pinned reference is a promise on somebody's word. Change a number only with a reason.
    private static readonly Dictionary<string, int> UnresolvedLines = new()
    {
        ["assertions.txt"] = 5, // test frameworks other than xUnit
        ["dotnet.process.txt"] = 18, // .NET 11
        ["dotnet.program.txt"] = 20, // Windows Desktop, Avalonia, logging packages
        ["packages.txt"] = 18, // packages that this registry does not have
        ["posix.libc.txt"] = 3, // glibc 2.39
        ["tmds.libc.txt"] = 36, // all of it
    };

    private static readonly Compilation Everything = PinnedReferences.Compile("", everything: true);
    private static readonly KnownSymbols Known = KnownSymbols.Create(Everything)!;

    public static TheoryData<string> Files => [.. CatalogueReader.BuiltInFiles];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_line_can_be_understood(string file)
    {
        var (entries, errors) = CatalogueFile.Read(CatalogueReader.BuiltInText(file));
        Assert.Empty(errors.Select(error => $"{file}:{error.Line + 1}: {error.Error.Message}"));
        Assert.NotEmpty(entries);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_has_a_head_comment_and_sorted_lines(string file)
    {
        var lines = CatalogueReader.BuiltInText(file).ToList();
        Assert.StartsWith("# ", lines[0]);
        var entries = lines.SkipWhile(line => line.StartsWith('#')).ToList();
        Assert.DoesNotContain(entries, line => line.StartsWith('#') || line.Trim() != line || line.Length == 0);
        Assert.Equal(entries.Distinct().OrderBy(line => line, StringComparer.Ordinal), entries);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_managed_line_resolves_or_says_why_not(string file)
    {
        var wrong = new List<string>();
        foreach (var entry in ManagedEntries(file))
        {
            var members = Resolve(entry.MemberId!);
            if (members.Count == 0 == (entry.Unresolved is null))
            {
                wrong.Add(entry.Unresolved is null ? $"{entry.MemberId} does not resolve" : $"{entry.MemberId} resolves now: take '# unresolved' away");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_unresolved_lines_are_counted(string file)
    {
        var (entries, _) = CatalogueFile.Read(CatalogueReader.BuiltInText(file));
        Assert.Equal(UnresolvedLines.GetValueOrDefault(file), entries.Count(entry => entry.Unresolved is not null));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Slots_and_results_fit_the_signatures(string file)
    {
        var fit = new LineFit(Everything);
        Assert.All(ManagedEntries(file), entry => Assert.Null(fit.Of(entry)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Lookup_finds_every_line_by_its_symbol(string file)
    {
        var lost = ManagedEntries(file)
            .Where(entry => !entry.MemberId!.StartsWith("T:", StringComparison.Ordinal))
            .SelectMany(entry => Resolve(entry.MemberId!).Where(member => !Known.Find(member).Any(found => found.ToString() == entry.ToString())), (entry, member) => $"{entry.MemberId}: {member}");
        Assert.Empty(lost);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_native_line_is_exported_or_says_why_not(string file)
    {
        if (!NativeLibrary.TryLoad("libc.so.6", out var c))
        {
            return; // Not a glibc system.
        }

        var libraries = new Dictionary<string, IntPtr> { ["c"] = c, ["util"] = NativeLibrary.Load("libutil.so.1") };
        var wrong = CatalogueFile.Read(CatalogueReader.BuiltInText(file)).Entries
            .Where(entry => entry.Library is not null)
            .Where(entry => NativeLibrary.TryGetExport(libraries[entry.Library!], entry.EntryPoint!, out _) != entry.Unresolved is null)
            .Select(entry => $"{entry.Library}!{entry.EntryPoint}");
        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_assembly_that_starts_processes_is_referenced_or_says_why_not(string file)
    {
        var references = Everything.ReferencedAssemblyNames.Select(assembly => assembly.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var wrong = CatalogueFile.Read(CatalogueReader.BuiltInText(file)).Entries
            .Where(entry => entry.Role == ChildRole.StartsProcesses && references.Contains(entry.EntryPoint!) != entry.Unresolved is null)
            .Select(entry => entry.EntryPoint);
        Assert.Empty(wrong);
    }

    [Fact]
    public void No_two_lines_say_the_same()
    {
        var twice = CatalogueReader.BuiltIn.GroupBy(entry => entry with { Test = null, Unresolved = null })
            .Where(group => group.Count() > 1 && group.All(entry => entry.Test is null))
            .Select(group => group.Key.ToString());
        Assert.Empty(twice);
    }

    private static IEnumerable<CatalogueEntry> ManagedEntries(string file) =>
        CatalogueFile.Read(CatalogueReader.BuiltInText(file)).Entries.Where(entry => entry.MemberId is not null);

    private static List<ISymbol> Resolve(string id)
    {
        var target = CatalogueTarget.Of(id);
        if (id.StartsWith("T:", StringComparison.Ordinal) || !target.AllOverloads)
        {
            return [.. DocumentationCommentId.GetSymbolsForDeclarationId(id, Everything)];
        }

        return [.. DocumentationCommentId.GetSymbolsForDeclarationId("T:" + target.TypeName, Everything)
            .OfType<INamedTypeSymbol>()
            .SelectMany(type => type.GetMembers(target.MemberName!))
            .Where(member => member is IMethodSymbol)];
    }
}
