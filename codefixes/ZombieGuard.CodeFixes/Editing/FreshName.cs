using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Editing;

/// <summary>Names for new variables.</summary>
internal static class FreshName
{
    /// <summary>The name, or the name with a number, that the member around a body does not mention yet, but for the text that goes.</summary>
    public static string For(SyntaxNode function, string name, Func<SyntaxNode, bool>? isGone = null)
    {
        var member = function.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not GlobalStatementSyntax) ?? function;
        var identifiers = member.DescendantTokens()
            .Where(t => t.IsKind(SyntaxKind.IdentifierToken) && (t.ValueText != name || isGone?.Invoke(t.Parent!) != true));
        var taken = new HashSet<string>(identifiers.Select(t => t.ValueText));
        return Enumerable.Range(1, int.MaxValue - 1)
            .Select(i => i == 1 ? name : name + i.ToString(CultureInfo.InvariantCulture))
            .First(candidate => !taken.Contains(candidate));
    }
}
