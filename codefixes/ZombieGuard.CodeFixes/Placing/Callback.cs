using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ZombieGuard.CodeFixes.Editing;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>How the reaper to come does with each child what the old one did: by the same function, called with the child.</summary>
internal sealed class Callback
{
    private Callback(
        Telling telling, IMethodSymbol? function, IReadOnlyList<string> argument, IReadOnlyList<(TextSpan Span, string Text)> edits)
    {
        Telling = telling;
        Function = function;
        Argument = argument;
        Edits = edits;
    }

    public Telling Telling { get; }

    /// <summary>The function that is called from now on, where it has a name.</summary>
    public IMethodSymbol? Function { get; }

    /// <summary>The lines of the argument for the new reaper, the first one without its indentation.</summary>
    public IReadOnlyList<string> Argument { get; }

    /// <summary>What changes in the function.</summary>
    public IReadOnlyList<(TextSpan Span, string Text)> Edits { get; }

    /// <summary>
    /// The ways to say it: null where nothing is to be told; none where the function cannot be changed, or its text cannot stand in the
    /// reaper's place.
    /// </summary>
    public static IEnumerable<Callback?> Of(Telling? telling, ReaperSite site, ReaperName name, ProgramText program)
    {
        if (telling is null)
        {
            yield return null;
            yield break;
        }

        var exit = FreshName.For(telling.Function, "exit");
        if (telling.Function is AnonymousFunctionExpressionSyntax)
        {
            if (MemberAround(telling.Function) == MemberAround(site.Node))
            {
                yield return new Callback(telling, null, Lambda(telling, site, name, exit), []);
            }

            yield break;
        }

        if (telling.Function.SyntaxTree != site.Node.SyntaxTree
            || program.ModelOf(telling.Function).GetDeclaredSymbol(telling.Function) is not IMethodSymbol function
            || function.IsGenericMethod || (!function.ReturnsVoid && !function.IsAsync)
            || !Mentions.AreConfined(function) || Mentions.AreHidden(function)
            || function.GetAttributes().Length > 0 || function.DeclaringSyntaxReferences.Length > 1 || function.PartialDefinitionPart is not null)
        {
            yield break;
        }

        var (modifiers, type, identifier, parameters, body) = telling.Function is MethodDeclarationSyntax method
            ? (method.Modifiers, method.ReturnType, method.Identifier, method.ParameterList, method.Body!)
            : telling.Function is LocalFunctionStatementSyntax local ? (local.Modifiers, local.ReturnType, local.Identifier, local.ParameterList, local.Body!)
            : default;
        var newName = FreshName.For(MemberAround(telling.Function).Parent ?? telling.Function, "OnReaped");
        foreach (var called in new[] { "OnReaped", function.Name }.Where(n => n != "OnReaped" || newName == n))
        {
            yield return new Callback(telling, function, [$"new {name.Beside("UnownedReaperOptions")} {{ OnReaped = {called} }}"],
            [
                .. modifiers.Where(m => m.IsKind(SyntaxKind.AsyncKeyword)).Select(m => (m.FullSpan, "")),
                (type.Span, "void"),
                (identifier.Span, called),
                (parameters.Span, $"({name.Beside("ChildExit")} {exit})"),
                (TextSpan.FromBounds(body.OpenBraceToken.Span.End, body.CloseBraceToken.SpanStart), InBraces(body, telling, exit)),
            ]);
        }
    }

    private static SyntaxNode MemberAround(SyntaxNode node)
        => node.AncestorsAndSelf().First(n => n is CompilationUnitSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax);

    private static string InBraces(BlockSyntax body, Telling telling, string exit)
    {
        var layout = Layout.Of(body.CloseBraceToken.GetPreviousToken().Parent!.FirstAncestorOrSelf<StatementSyntax>(s => s.Parent == body) ?? body);
        var lines = Lines(telling, exit).ToList();
        var isOneLine = !body.ToString().Contains('\n');
        if (isOneLine && lines.Count == 1)
        {
            return $" {lines[0]} ";
        }

        var outer = Layout.IndentOf(body.GetFirstToken());
        var inner = isOneLine ? outer + layout.Unit : layout.Indent;
        return layout.NewLine + string.Concat(lines.Select(line => (line.Length == 0 ? "" : inner + line) + layout.NewLine)) + outer;
    }

    private static IReadOnlyList<string> Lambda(Telling telling, ReaperSite site, ReaperName name, string exit)
    {
        var layout = Layout.Of(site.Node);
        string[] lines =
        [
            .. layout.Opened($"new {name.Beside("UnownedReaperOptions")}"),
            .. layout.Opened($"OnReaped = {exit} =>").Select(line => layout.Unit + line),
            .. Lines(telling, exit).Select(line => line.Length == 0 ? "" : layout.Unit + layout.Unit + line),
            layout.Unit + "},",
            "}",
        ];
        return [lines[0], .. lines.Skip(1).Select(line => line.Length == 0 ? "" : layout.Indent + line)];
    }

    /// <summary>The child's pid and status under their old names, and what is done with them.</summary>
    private static IEnumerable<string> Lines(Telling telling, string exit)
    {
        var body = telling.AsBody();
        foreach (var (variable, value) in new[] { (telling.Pid, "Pid"), (telling.Status, "Status!.Value.Raw") })
        {
            if (telling.Uses(variable))
            {
                yield return $"{TypeOf(variable!)} {WaitText.NameOf(variable!)} = {exit}.{value};";
            }
        }

        foreach (var (statement, index) in telling.Statements.Select((s, i) => (s, i)))
        {
            var first = statement.GetFirstToken();
            var lines = MovedText.LinesOf(body[index], Layout.IndentOf(first));
            foreach (var line in index == 0 ? lines.SkipWhile(l => l.Length == 0) : lines)
            {
                yield return line;
            }
        }
    }

    private static string TypeOf(ISymbol variable) => variable.DeclaringSyntaxReferences[0].GetSyntax() switch
    {
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } => declaration.Type.ToString(),
        SingleVariableDesignationSyntax { Parent: DeclarationExpressionSyntax expression } => expression.Type.ToString(),
        _ => "var",
    };
}
