using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ZombieGuard.CodeFixes.Editing;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>The library's reaper in place of the old one, and nothing left of that which only it has used.</summary>
internal sealed class ReaperChange
{
    private readonly ReaperSite _site;
    private readonly Callback? _callback;
    private readonly Leftovers _leftovers;
    private readonly Dictionary<SyntaxTree, LineEdits> _edits = [];

    public ReaperChange(ProgramText program, ReaperSite site, Callback? callback)
    {
        _site = site;
        _callback = callback;
        _leftovers = new Leftovers(program);
        _leftovers.Take(site.Node);
        if (callback is not null)
        {
            if (callback.Function is not null)
            {
                _leftovers.Take(callback.Telling.Function);
            }

            foreach (var statement in callback.Telling.Statements)
            {
                _leftovers.Keep(statement);
            }
        }

        _leftovers.Follow();
        IsWhole = !HasDirective(site.Node)
            && (callback?.Function is not { } function || Mentions.Of(function, program).All(_leftovers.IsGone))
            && (callback is null || _leftovers.IsGone(callback.Telling.Function.DescendantNodes().OfType<InvocationExpressionSyntax>()
                .First(call => Idle.IsWait(call, program))));
    }

    /// <summary>Whether nobody starts, or calls, the old one any more.</summary>
    public bool IsWhole { get; }

    /// <summary>Whether nothing is left of it.</summary>
    public bool IsGone(SyntaxNode node) => _leftovers.IsGone(node);

    /// <summary>Whether the old one can go and leave nothing in its place.</summary>
    public bool CanGo => _site.Node.Parent is BlockSyntax or GlobalStatementSyntax;

    /// <summary>The files that change when nothing comes in the old one's place.</summary>
    public IReadOnlyList<(SyntaxTree Before, SyntaxNode After)> FilesWithout()
    {
        foreach (var node in _leftovers.Removable.Prepend(_site.Node))
        {
            In(node.SyntaxTree).Remove(node);
        }

        return [.. _edits.Select(edit => (edit.Key, edit.Value.Apply()))];
    }

    /// <summary>The files that change.</summary>
    public IReadOnlyList<(SyntaxTree Before, SyntaxNode After)> Files(ReaperName name)
    {
        var here = _site.Node.SyntaxTree;
        var removed = _leftovers.Removable.ToList();
        var start = _site.Node.SpanStart;
        foreach (var before in Before(_site.Node, removed))
        {
            start = before.SpanStart;
            removed.Remove(before);
        }

        In(here).Replace(TextSpan.FromBounds(start, _site.Node.Span.End), NewText(name));
        if (_site.KeptType is { } type)
        {
            In(here).Replace(type.Span, type.FirstAncestorOrSelf<FieldDeclarationSyntax>() is null ? "var" : name.Beside("UnownedReaper"));
        }

        foreach (var (span, text) in _callback?.Edits ?? [])
        {
            In(here).Replace(span, text);
        }

        foreach (var node in removed)
        {
            In(node.SyntaxTree).Remove(node);
        }

        return [.. _edits.Select(edit => (edit.Key, edit.Key == here ? name.Import(edit.Value.Apply()) : edit.Value.Apply()))];
    }

    private LineEdits In(SyntaxTree tree) => _edits.TryGetValue(tree, out var known) ? known : _edits[tree] = new LineEdits(tree);

    private string NewText(ReaperName name)
    {
        var layout = Layout.Of(_site.Node);
        var call = name.Text + ".ReapUnowned(" + string.Join(layout.NewLine, _callback?.Argument ?? []) + ")";
        return _site.Node is StatementSyntax ? ReaperPlace.OpeningAt(_site.Node, _site.EndsWithBody, IsGone) + call + ";" : call;
    }

    /// <summary>The statements right before it that go as well, from below: they have led up to it, and what is said above them holds.</summary>
    private static IEnumerable<StatementSyntax> Before(SyntaxNode node, List<SyntaxNode> removed)
    {
        var list = node is StatementSyntax statement ? StatementList.Holding(statement) : null;
        for (var i = list?.IndexOf((StatementSyntax)node) ?? 0; i > 0; i--)
        {
            if (HasDirective(list!.Statements[i].GetLeadingTrivia()) || !removed.Contains(list.Statements[i - 1]))
            {
                yield break;
            }

            yield return list.Statements[i - 1];
        }
    }

    private static bool HasDirective(SyntaxNode node) => HasDirective(node.DescendantTrivia(node.Span));

    private static bool HasDirective(IEnumerable<SyntaxTrivia> trivia)
        => trivia.Any(t => t.IsDirective || t.IsKind(SyntaxKind.DisabledTextTrivia));
}
