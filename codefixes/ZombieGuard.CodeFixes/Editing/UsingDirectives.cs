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
        return inside is null ? unit.WithUsings(Added(unit.Usings, name, unit)).WithMembers(Separated(unit))
            : unit.ReplaceNode(inside, inside.WithUsings(Added(inside.Usings, name, inside)));
    }

    private static SyntaxList<UsingDirectiveSyntax> Added(SyntaxList<UsingDirectiveSyntax> usings, string name, SyntaxNode owner)
    {
        var layout = Layout.Of(usings.Count > 0 ? usings[0] : owner);
        var written = SyntaxFactory.ParseCompilationUnit(layout.Indent + "using " + name + ";" + layout.NewLine).Usings[0];
        var before = usings.Where(u => u.Alias is null && u.StaticKeyword.IsKind(SyntaxKind.None) && ComesBefore(u.Name!.ToString(), name)).ToList();
        var index = before.Count == 0 ? 0 : usings.IndexOf(before.Last()) + 1;
        if (index > 0 || usings.Count == 0)
        {
            return usings.Insert(index, written);
        }

        // The header of the file hangs on its first directive.
        var first = usings[0];
        return usings.Replace(first, first.WithLeadingTrivia(written.GetLeadingTrivia())).Insert(0, written.WithLeadingTrivia(first.GetLeadingTrivia()));
    }

    /// <summary>A blank line between the first directive of a file and its code.</summary>
    private static SyntaxList<MemberDeclarationSyntax> Separated(CompilationUnitSyntax unit)
    {
        if (unit.Usings.Count > 0 || unit.Members.Count == 0)
        {
            return unit.Members;
        }

        var first = unit.Members[0];
        var newLine = SyntaxFactory.EndOfLine(Layout.Of(first).NewLine);
        return unit.Members.Replace(first, first.WithLeadingTrivia(first.GetLeadingTrivia().Insert(0, newLine)));
    }

    private static bool ComesBefore(string name, string added)
    {
        var isSystem = name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
        return isSystem && string.CompareOrdinal(name, added) < 0;
    }
}
