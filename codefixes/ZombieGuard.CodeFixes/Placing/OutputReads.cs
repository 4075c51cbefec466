using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>What some statements read of a process's output: by its streams, a variable that holds one, or lines that come as events.</summary>
internal sealed class OutputReads
{
    private static readonly string[] Pipes = ["StandardOutput", "StandardError"];
    private static readonly string[] Events = ["BeginOutputReadLine", "BeginErrorReadLine"];
    private readonly ReportedCall _call;
    private readonly NamedProcess _process;
    private readonly List<(ExpressionSyntax Stream, string Pipe)> _streams;

    public OutputReads(ReportedCall call, NamedProcess process, IReadOnlyList<StatementSyntax> behind)
    {
        _call = call;
        _process = process;
        var named = process.MentionsIn(call.Function).Select(m => m.Parent).OfType<MemberAccessExpressionSyntax>()
            .Where(a => Pipes.Contains(a.Name.Identifier.ValueText))
            .Select(a => (Stream: (ExpressionSyntax)a, Pipe: a.Name.Identifier.ValueText)).ToList();
        var program = new ProgramText(call.Model);
        var kept = from stream in named
            where stream.Stream.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax }
            let local = call.Model.GetDeclaredSymbol(stream.Stream.Parent!.Parent!)!
            from mention in Mentions.Of(local, program).OfType<ExpressionSyntax>()
            select (Stream: mention, stream.Pipe);
        _streams = [.. named.Concat(kept).Where(s => behind.Any(b => b.Contains(s.Stream))).OrderBy(s => s.Stream.SpanStart)];
    }

    /// <summary>Nothing else is read meanwhile: one pipe at most, or lines that come by themselves.</summary>
    public bool CanBeOneByOne => _streams.Select(s => s.Pipe).Distinct().Count() <= 1;

    /// <summary>Each is a <c>ReadToEnd</c> that runs with the statements, so that it may as well have been begun before.</summary>
    public bool AreWhole => _streams.Count > 0 && _streams.All(s => ReadOf(s.Stream) is { } read
        && read.Ancestors().First(LostChild.IsFunction) == _call.Function);

    public bool AreIn(StatementSyntax statement)
        => _streams.Any(s => statement.Contains(s.Stream))
            || _process.IsAskedFor(statement, Events)
            || _process.MentionsIn(statement).Any(m => m.Parent is ArgumentSyntax);

    /// <summary>The lines that read all, or begin to, and what stands in place of the reads.</summary>
    public (IReadOnlyList<string> Lines, IReadOnlyDictionary<ExpressionSyntax, ExpressionSyntax> Replacements) Hoisted()
    {
        var lines = new List<string>();
        var replacements = new Dictionary<ExpressionSyntax, ExpressionSyntax>();
        var isAsync = AsyncContext.IsAsync(_call.Function);
        foreach (var pipe in _streams.GroupBy(s => s.Pipe))
        {
            var reads = pipe.Select(s => ReadOf(s.Stream)!).ToList();
            var values = reads.ConvertAll(read => ValueOf(read) ?? read);
            var isValue = CanBeOneByOne && reads.TrueForAll(read => ValueOf(read) is not null);
            var name = FreshName.For(_call.Function, (pipe.Key == "StandardOutput" ? "output" : "error") + (isValue ? "" : "Task"));
            lines.Add($"var {name} = {(isValue ? values[0] : Async(reads[0])).WithoutTrivia()};");
            for (var i = 0; i < reads.Count; i++)
            {
                var isTask = CallName.Of(reads[i]) == "ReadToEndAsync";
                var text = isValue || isTask ? name : isAsync ? $"await {name}" : $"{name}.GetAwaiter().GetResult()";
                replacements.Add(isValue ? values[i] : reads[i], InPlaceOf(reads[i], text));
            }
        }

        return (lines, replacements);
    }

    private static InvocationExpressionSyntax? ReadOf(ExpressionSyntax stream)
        => stream.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ReadToEnd" or "ReadToEndAsync" } access
            && access.Expression == stream ? access.Parent as InvocationExpressionSyntax : null;

    /// <summary>The text that is read, with the await for it; null where the task goes another way.</summary>
    private static ExpressionSyntax? ValueOf(InvocationExpressionSyntax read)
    {
        var task = read.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured }
            ? configured : read;
        return CallName.Of(read) == "ReadToEnd" ? read : task.Parent as AwaitExpressionSyntax;
    }

    private static ExpressionSyntax Async(InvocationExpressionSyntax read)
        => CallName.Of(read) == "ReadToEndAsync" ? read
            : read.ReplaceToken(((MemberAccessExpressionSyntax)read.Expression).Name.Identifier, SyntaxFactory.Identifier("ReadToEndAsync"));

    private static ExpressionSyntax InPlaceOf(ExpressionSyntax read, string text)
    {
        var isPart = read.Parent is not (ArgumentSyntax or EqualsValueClauseSyntax or ReturnStatementSyntax or AssignmentExpressionSyntax);
        return SyntaxFactory.ParseExpression(isPart && text.StartsWith("await ", System.StringComparison.Ordinal) ? $"({text})" : text);
    }
}
