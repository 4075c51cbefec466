using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Editing;

/// <summary>Adds a using directive where the file has its others.</summary>
internal static class UsingDirectives
{
    public static CompilationUnitSyntax Add(CompilationUnitSyntax unit, string name)
    {
        var inside = unit.Usings.Count == 0
            ? unit.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault(n => n.Usings.Count > 0) : null;
        return inside is null && unit.Usings.Count == 0 ? First(unit, name)
            : inside is null ? unit.WithUsings(Added(unit.Usings, name, unit))
            : unit.ReplaceNode(inside, inside.WithUsings(Added(inside.Usings, name, inside)));
    }

    private static SyntaxList<UsingDirectiveSyntax> Added(SyntaxList<UsingDirectiveSyntax> usings, string name, SyntaxNode owner)
    {
        var layout = Layout.Of(usings.Count > 0 ? usings[0] : owner);
        var written = SyntaxFactory.ParseCompilationUnit(layout.Indent + "using " + name + ";" + layout.NewLine).Usings[0];
        var plain = usings.Where(u => u.Alias is null && u.StaticKeyword.IsKind(SyntaxKind.None));
        var before = plain.Where(u => ComesBefore(u.Name!.ToString(), name)).ToList();
        var index = before.Count == 0 ? 0 : usings.IndexOf(before.Last()) + 1;
        if (index > 0 || usings.Count == 0)
        {
            return usings.Insert(index, written);
        }

        // The header of the file hangs on its first directive.
        var first = usings[0];
        return usings.Replace(first, first.WithLeadingTrivia(written.GetLeadingTrivia()))
            .Insert(0, written.WithLeadingTrivia(first.GetLeadingTrivia()));
    }

    /// <summary>The only directive stands behind the header of the file, with blank lines around it.</summary>
    private static CompilationUnitSyntax First(CompilationUnitSyntax unit, string name)
    {
        var layout = Layout.Of(unit.Members[0]);
        var leading = unit.Members[0].GetLeadingTrivia();
        var newLine = SyntaxFactory.EndOfLine(layout.NewLine);
        var blank = Enumerable.Range(1, Math.Max(leading.Count - 1, 0))
            .FirstOrDefault(i => leading[i].IsKind(SyntaxKind.EndOfLineTrivia) && leading[i - 1].IsKind(SyntaxKind.EndOfLineTrivia));
        var written = Added(default, name, unit)[0].WithLeadingTrivia(leading.Take(blank == 0 ? 0 : blank + 1));
        var rest = leading.Skip(blank == 0 ? 0 : blank + 1).Prepend(newLine);
        return unit.WithUsings(SyntaxFactory.SingletonList(written))
            .WithMembers(unit.Members.Replace(unit.Members[0], unit.Members[0].WithLeadingTrivia(rest)));
    }

    private static bool ComesBefore(string name, string added)
    {
        var isSorted = string.CompareOrdinal(name, added) < 0;
        return IsSystem(added) ? IsSystem(name) && isSorted : IsSystem(name) || isSorted;
    }

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
