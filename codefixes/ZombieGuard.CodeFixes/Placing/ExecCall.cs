using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>What a forked child does until it becomes another program, where all of it can be said of a start.</summary>
/// <param name="Program">The program, as exec is given it.</param>
/// <param name="Arguments">Its arguments, its own name not among them.</param>
/// <param name="Settings">What else the child changes before, as members of ChildStartInfo.</param>
/// <param name="Folder">The directory in these; null where it is the parent's.</param>
internal sealed record ExecCall(
    ExpressionSyntax Program, IReadOnlyList<ExpressionSyntax> Arguments, IReadOnlyList<string> Settings, ExpressionSyntax? Folder)
{
    /// <summary>Null where the child does something that no start does for it.</summary>
    public static ExecCall? In(StatementSyntax branch, StatementSyntax fork, ProgramText program)
    {
        var settings = new List<string>();
        ExpressionSyntax? folder = null;
        foreach (var statement in StatementList.Of(branch).Statements)
        {
            if (statement is LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables }
                && variables[0].Initializer?.Value is not InvocationExpressionSyntax and { } value && ElementsOf(value, branch, fork, program) is not null)
            {
                continue;
            }

            if (CallOf(statement) is not { } call || ImportCall.Of(call, program) is not { IsImport: true } import)
            {
                return null;
            }

            // What follows it is for where it fails: the start throws there.
            if (import.Name is "execv" or "execvp" or "execl" or "execlp")
            {
                return Of(import, branch, fork, settings, folder, program);
            }

            if (SettingOf(import, program) is not { } setting || !GoesOn(statement, call, import, program))
            {
                return null;
            }

            settings.Add(setting);
            folder = import.Name == "chdir" ? import.Arguments[0] : folder;
        }

        return null;
    }

    /// <summary>What the start's text has of the child's.</summary>
    public IEnumerable<ExpressionSyntax> Kept => [Program, .. Arguments, .. Folder is null ? [] : new[] { Folder }];

    /// <summary>How a start is called that does the same, newest language first.</summary>
    public IEnumerable<string> StartedBy(string childProcess, string startInfo)
    {
        var list = string.Join(", ", Arguments.Select(a => a.WithoutTrivia().ToString()));
        var program = Program.WithoutTrivia().ToString();
        if (Settings.Count > 0)
        {
            var all = list.Length == 0 ? program : program + ", " + list;
            return [$"{childProcess}.Start(new {startInfo}({all}) {{ {string.Join(", ", Settings)} }})"];
        }

        return list.Length == 0 ? [$"{childProcess}.Start({program})"]
            : [$"{childProcess}.Start({program}, [{list}])", $"{childProcess}.Start({program}, new[] {{ {list} }})"];
    }

    private static InvocationExpressionSyntax? CallOf(StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax } assignment } => assignment.Right as InvocationExpressionSyntax,
        ExpressionStatementSyntax { Expression: var call } => call as InvocationExpressionSyntax,
        LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } => variables[0].Initializer?.Value as InvocationExpressionSyntax,
        ReturnStatementSyntax { Expression: var call } => call as InvocationExpressionSyntax,
        IfStatementSyntax { Condition: BinaryExpressionSyntax { Left: var call } } => call as InvocationExpressionSyntax,
        IfStatementSyntax { Condition: IsPatternExpressionSyntax { Expression: var call } } => call as InvocationExpressionSyntax,
        _ => null,
    };

    /// <summary>Where the call has not failed, the statement does nothing more.</summary>
    private static bool GoesOn(StatementSyntax statement, InvocationExpressionSyntax call, ImportCall import, ProgramText program)
        => statement is IfStatementSyntax test
            ? test.Else is null && new KnownValue(program.ModelOf(call), part => part == call ? import.Name == "setsid" ? KnownValue.Positive : 0 : null).Of(test.Condition) is false
            : statement is not ReturnStatementSyntax;

    private static string? SettingOf(ImportCall import, ProgramText program) => import.Name switch
    {
        "setsid" when import.Arguments.Count == 0 => "OwnSession = true",
        "setpgid" when import.NumberIn(0, program) == 0 && import.NumberIn(1, program) == 0 => "OwnGroup = true",
        "chdir" when import.Arguments.Count == 1 && IsText(import.Arguments[0], program) => $"WorkingDirectory = {import.Arguments[0]}",
        _ => null,
    };

    private static ExecCall? Of(
        ImportCall import, StatementSyntax branch, StatementSyntax fork, List<string> settings, ExpressionSyntax? folder, ProgramText program)
    {
        var isList = import.Name is "execl" or "execlp";
        if (import.Arguments.Count < 2 || import.Arguments[0] is not { } path || !IsText(path, program) || (!isList && import.Arguments.Count > 2))
        {
            return null;
        }

        // Its own name first, and a null at the end.
        var all = isList ? import.Arguments.Skip(1).ToList() : import.Arguments[1] is { } array ? ElementsOf(array, branch, fork, program) : null;
        if (all is null || all.Count < 2 || !IsNull(all[all.Count - 1], program) || !IsNameOf(path, all[0], program))
        {
            return null;
        }

        var exec = new ExecCall(path, [.. all.Skip(1).Take(all.Count - 2).Select(a => a!)], settings, folder);
        return exec.Arguments.All(a => IsText(a, program)) && !exec.Kept.Any(Writes)
            && IsFound(TextOf(path, program), import.Name.EndsWith("p", System.StringComparison.Ordinal), folder is not null) ? exec : null;
    }

    /// <summary>Whether the start looks for the program where exec does. It looks from the parent's directory, and in PATH where there is no slash.</summary>
    private static bool IsFound(string? path, bool searches, bool changesFolder)
        => path is null ? !changesFolder
            : path.IndexOf('/') == -1 ? searches : !changesFolder || path[0] == '/';

    /// <summary>The child has its own copy of what it changes; the parent has not.</summary>
    private static bool Writes(ExpressionSyntax text) => text.DescendantNodesAndSelf().Any(n =>
        n is AssignmentExpressionSyntax or ArgumentSyntax { RefKindKeyword.RawKind: not 0 } or AwaitExpressionSyntax
        || n.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression or SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression);

    /// <summary>Null where the array is not written out, or what it is made of may be another by the time of the start.</summary>
    private static List<ExpressionSyntax?>? ElementsOf(ExpressionSyntax array, StatementSyntax branch, StatementSyntax fork, ProgramText program)
    {
        switch (array)
        {
            case ArrayCreationExpressionSyntax { Initializer: { } elements }:
                return [.. elements.Expressions];
            case ImplicitArrayCreationExpressionSyntax { Initializer: var elements }:
                return [.. elements.Expressions];
            case InitializerExpressionSyntax elements:
                return [.. elements.Expressions];
            case CollectionExpressionSyntax { Elements: var elements }:
                return elements.All(e => e is ExpressionElementSyntax) ? [.. elements.Select(e => ((ExpressionElementSyntax)e).Expression)] : null;
            case IdentifierNameSyntax when program.SymbolOf(array) is ILocalSymbol local && Mentions.Of(local, program).Take(2).Count() == 1 && !Mentions.AreHidden(local):
                return local.DeclaringSyntaxReferences[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: not IdentifierNameSyntax and var value } made
                    && (branch.Span.Contains(made.Span) || IsSteady(value, IsRightBefore(made, fork), program)) ? ElementsOf(value, branch, fork, program) : null;
            default:
                return null;
        }
    }

    private static bool IsRightBefore(SyntaxNode made, StatementSyntax fork)
        => made.FirstAncestorOrSelf<StatementSyntax>()?.GetLastToken().GetNextToken() == fork.GetFirstToken();

    /// <summary>Whether it can be said later instead: making it does nothing else, and nobody gives what it names another value until then.</summary>
    private static bool IsSteady(ExpressionSyntax value, bool isRightBefore, ProgramText program)
        => new Leftovers(program).IsPlain(value) && (isRightBefore || value.DescendantNodes().OfType<SimpleNameSyntax>().All(name => program.SymbolOf(name) switch
        {
            ILocalSymbol or IParameterSymbol => FunctionValue.ValuesOf(program.SymbolOf(name)!, program).Count()
                == (program.SymbolOf(name)!.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax ? 1 : 0),
            IFieldSymbol field => field.IsConst || field.IsReadOnly,
            IPropertySymbol property => property.Name == "Length" && property.ContainingType.SpecialType is SpecialType.System_Array or SpecialType.System_String,
            null => false,
            _ => true,
        }));

    private static bool IsNull(ExpressionSyntax? end, ProgramText program) => end switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } forgiven => IsNull(forgiven.Operand, program),
        CastExpressionSyntax cast => IsNull(cast.Expression, program),
        null => false,
        _ => end.IsKind(SyntaxKind.NullLiteralExpression) || end.IsKind(SyntaxKind.DefaultLiteralExpression) || program.SymbolOf(end) is IFieldSymbol { Name: "Zero" },
    };

    private static bool IsNameOf(ExpressionSyntax path, ExpressionSyntax? name, ProgramText program)
        => name is not null && ((path.IsEquivalentTo(name) && new Leftovers(program).IsPlain(path))
            || (TextOf(path, program) is { } file && TextOf(name, program) is { } text && (file == text || file.EndsWith("/" + text, System.StringComparison.Ordinal))));

    private static bool IsText(ExpressionSyntax? argument, ProgramText program)
        => argument is not null && program.ModelOf(argument).GetTypeInfo(argument).Type?.SpecialType == SpecialType.System_String;

    private static string? TextOf(ExpressionSyntax text, ProgramText program) => program.ModelOf(text).GetConstantValue(text).Value as string;
}
