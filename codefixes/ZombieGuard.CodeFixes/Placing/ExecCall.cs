using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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
    public static ExecCall? In(StatementSyntax branch, ProgramText program)
    {
        var settings = new List<string>();
        ExpressionSyntax? folder = null;
        foreach (var statement in branch is BlockSyntax block ? block.Statements.AsEnumerable() : [branch])
        {
            if (CallOf(statement) is not { } call)
            {
                return null;
            }

            // What follows it is for where it fails: the start throws there.
            var import = ImportCall.Of(call, program);
            if (import.Name is "execv" or "execvp" or "execl" or "execlp")
            {
                return Of(import, settings, folder, program);
            }

            if (SettingOf(import, program) is not { } setting)
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

    private static InvocationExpressionSyntax? CallOf(StatementSyntax statement)
        => (statement as ExpressionStatementSyntax)?.Expression switch
        {
            InvocationExpressionSyntax call => call,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Right: InvocationExpressionSyntax call } => call,
            _ => null,
        };

    private static string? SettingOf(ImportCall import, ProgramText program) => import.Name switch
    {
        "setsid" when import.Arguments.Count == 0 => "OwnSession = true",
        "setpgid" when import.NumberIn(0, program) == 0 && import.NumberIn(1, program) == 0 => "OwnGroup = true",
        "chdir" when import.Arguments.Count == 1 && IsText(import.Arguments[0], program) => $"WorkingDirectory = {import.Arguments[0]}",
        _ => null,
    };

    private static ExecCall? Of(ImportCall import, List<string> settings, ExpressionSyntax? folder, ProgramText program)
    {
        var isList = import.Name is "execl" or "execlp";
        if (import.Arguments.Count < 2 || import.Arguments[0] is not { } path || !IsText(path, program) || (!isList && import.Arguments.Count > 2))
        {
            return null;
        }

        // Its own name first, and a null at the end.
        var all = isList ? import.Arguments.Skip(1).ToList() : import.Arguments[1] is { } array ? ElementsOf(array, program) : null;
        if (all is null || all.Count < 2 || !IsNull(all[all.Count - 1], program) || !IsNameOf(path, all[0], program))
        {
            return null;
        }

        // Without a slash the one that does not search is given a file of the working directory.
        var arguments = all.Skip(1).Take(all.Count - 2).ToList();
        return arguments.TrueForAll(a => IsText(a, program))
            && (import.Name.EndsWith("p", System.StringComparison.Ordinal) || TextOf(path, program)?.IndexOf('/') != -1)
                ? new ExecCall(path, [.. arguments.Select(a => a!)], settings, folder) : null;
    }

    /// <summary>Null where the array is not written out.</summary>
    private static List<ExpressionSyntax?>? ElementsOf(ExpressionSyntax array, ProgramText program)
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
            case IdentifierNameSyntax when program.SymbolOf(array) is ILocalSymbol local && Mentions.Of(local, program).Take(2).Count() == 1:
                return local.DeclaringSyntaxReferences[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: not IdentifierNameSyntax and var value }
                    ? ElementsOf(value, program) : null;
            default:
                return null;
        }
    }

    private static bool IsNull(ExpressionSyntax? end, ProgramText program) => end switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } forgiven => IsNull(forgiven.Operand, program),
        null => false,
        _ => end.IsKind(SyntaxKind.NullLiteralExpression) || end.IsKind(SyntaxKind.DefaultLiteralExpression) || program.SymbolOf(end) is IFieldSymbol { Name: "Zero" },
    };

    private static bool IsNameOf(ExpressionSyntax path, ExpressionSyntax? name, ProgramText program)
        => name is not null && (path.IsEquivalentTo(name)
            || (TextOf(path, program) is { } file && TextOf(name, program) is { } text && (file == text || file.EndsWith("/" + text, System.StringComparison.Ordinal))));

    private static bool IsText(ExpressionSyntax? argument, ProgramText program)
        => argument is not null && program.ModelOf(argument).GetTypeInfo(argument).Type?.SpecialType == SpecialType.System_String;

    private static string? TextOf(ExpressionSyntax text, ProgramText program) => program.ModelOf(text).GetConstantValue(text).Value as string;
}
