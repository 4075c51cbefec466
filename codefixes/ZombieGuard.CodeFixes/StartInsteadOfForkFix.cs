using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ZombieGuard.CodeFixes.Editing;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>
/// <c>fork</c>, a branch of the child that does nothing but <c>exec</c>, and the parent's <c>waitpid</c> become one start by the library and its
/// <c>Join</c>. Where the pid is needed for anything else, or the child does more, nothing is offered: that is for its author to say anew.
/// </summary>
internal sealed class StartInsteadOfForkFix : CallFix
{
    public const string Key = nameof(StartInsteadOfForkFix);
    private const string Title = "Start the program with ChildProcess, without fork";

    public override string EquivalenceKey => Key;

    protected override IEnumerable<CallEdit> Propose(ReportedCall call, CancellationToken cancellationToken)
    {
        var program = new ProgramText(call.Model);
        if (ForkedProgram.Of(call, program) is not { IsDecided: true } forked)
        {
            yield break;
        }

        var child = FreshName.For(call.Function, "child");
        var all = forked.Uses.Select(use => (Use: use, Becomes: PidUse.Of(use, child, program))).ToList();
        var changes = all.Where(u => !all.Any(o => o.Use != u.Use && o.Becomes?.Change.Span.Contains(u.Use.Span) == true)).Select(u => u.Becomes).ToList();
        if (changes.Contains(null))
        {
            yield break;
        }

        foreach (var name in ReaperName.At(call.Model, call.Site.SpanStart).Where(n => n.Text != "ChildReaper" || !IsAnothers("ChildProcess") && !IsAnothers("ChildStartInfo")))
        {
            foreach (var start in forked.Exec.StartedBy(name.Beside("ChildProcess"), name.Beside("ChildStartInfo")))
            {
                string[] headers = changes.Count == 0 ? [""] : [$"using var {child} = ", $"var {child} = "];
                foreach (var root in headers.Select(header => Edited(forked, header + start + ";", [.. changes.Select(c => c!)], program)))
                {
                    if (root is not null)
                    {
                        yield return new CallEdit(Title, call, name.Import(root));
                    }
                }
            }
        }

        bool IsAnothers(string type) => call.Model.LookupSymbols(call.Site.SpanStart, name: type)
            .Any(symbol => symbol.ContainingNamespace?.ToDisplayString() != "ZombieGuard" || symbol is not INamedTypeSymbol { ContainingType: null });
    }

    private static SyntaxNode? Edited(ForkedProgram forked, string start, List<PidUse> uses, ProgramText program)
    {
        var shared = new List<IfStatementSyntax>();
        var edits = new LineEdits(forked.Declaration.SyntaxTree);
        var gone = new Leftovers(program);
        edits.Replace(forked.Declaration.Span, start);
        gone.Take(forked.Declaration);
        foreach (var test in forked.Tests)
        {
            gone.Take(test);
            if (forked.ParentOf(test) is not { } parent || InsideOf(parent, program) is not { IsEmpty: false } inside)
            {
                edits.Remove(test);
                continue;
            }

            gone.Keep(parent);
            if (!edits.Unwrap(test, inside))
            {
                shared.Add(test);
            }
        }

        foreach (var use in uses)
        {
            edits.Replace(use.Change.Span, use.Change.NewText!);
            gone.Take(use.Gone);
        }

        foreach (var kept in forked.Exec.Kept.Concat(uses.SelectMany(use => use.Kept)))
        {
            gone.Keep(kept);
        }

        gone.Follow();
        var leftovers = gone.Removable.ToList();
        foreach (var leftover in leftovers)
        {
            edits.Remove(leftover);
        }

        return leftovers.Exists(l => shared.Exists(test => test.Span.Contains(l.Span))) ? null : edits.Apply();
    }

    /// <summary>The statements of the parent's branch and the comments beside them; with the braces where they mean something.</summary>
    private static TextSpan InsideOf(StatementSyntax parent, ProgramText program)
    {
        if (parent is not BlockSyntax block || NeedsBraces(block, program))
        {
            return parent.Span;
        }

        var start = block.OpenBraceToken.Span.End;
        var text = parent.SyntaxTree.GetText().ToString(TextSpan.FromBounds(start, block.CloseBraceToken.SpanStart));
        return text.Trim().Length == 0 ? default : TextSpan.FromBounds(start + text.Length - text.TrimStart().Length, start + text.TrimEnd().Length);
    }

    /// <summary>Whether something is disposed at the end, or a name means something else outside.</summary>
    private static bool NeedsBraces(BlockSyntax block, ProgramText program)
    {
        var declared = program.ModelOf(block).AnalyzeDataFlow(block)?.VariablesDeclared.Where(IsOfTheBlock).Select(v => v.Name)
            .Concat(block.Statements.OfType<LocalFunctionStatementSyntax>().Select(f => f.Identifier.ValueText)).ToList() ?? [];
        return block.Statements.Any(s => s is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 })
            || block.FirstAncestorOrSelf<SyntaxNode>(n => n is CompilationUnitSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax)!
                .DescendantTokens(n => n is not BaseTypeDeclarationSyntax)
                .Any(t => t.IsKind(SyntaxKind.IdentifierToken) && !block.Span.Contains(t.Span) && declared.Contains(t.ValueText));

        bool IsOfTheBlock(ISymbol variable) => variable.DeclaringSyntaxReferences[0].GetSyntax().AncestorsAndSelf()
            .First(n => n is BlockSyntax or ForStatementSyntax or CommonForEachStatementSyntax or UsingStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax) == block;
    }
}
