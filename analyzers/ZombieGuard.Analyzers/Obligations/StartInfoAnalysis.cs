using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Obligations.Summaries;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>
/// Whether a start asks the shell to open something, or starts a program that opens URLs and documents: nobody waits
/// for such a child. Start information and the object that it belongs to are tied together wherever the member does so,
/// on whatever branch: one branch that asks for the shell is enough to be silent.
/// </summary>
internal sealed class StartInfoAnalysis
{
    private readonly KnownSymbols _known;
    private readonly bool _shellByDefault;
    private readonly Lazy<StartInfoLinks> _links;

    public StartInfoAnalysis(IOperation member, KnownSymbols known, bool shellByDefault)
    {
        _known = known;
        _shellByDefault = shellByDefault;
        _links = new Lazy<StartInfoLinks>(() => new StartInfoLinks(member, known));
    }

    /// <summary>Whether nobody is expected to wait for what the site starts.</summary>
    public bool LeavesNoObligation(ChildSite site)
    {
        if (site.BoundCall?.Descendants().Any(o => o is IInvalidOperation) != false)
        {
            // What is started does not bind.
            return true;
        }

        var linked = LinkedTo(site);
        return _links.Value.IsUnclear || AsksForShell(site, linked) || OpensDocument(site, linked);
    }

    /// <summary>What a caller of the method has in hand of a child that the method starts: the parameters that say what is started.</summary>
    public SpawnedChild SpawnedBy(ChildSite site)
    {
        var linked = LinkedTo(site);
        return new SpawnedChild(
            site.Kind,
            site.HandleType,
            site.Entry.Result == ResultMeaning.ZeroIsChild,
            SlotOf(linked?.OfType<IParameterSymbol>().FirstOrDefault()),
            SlotOf(FilesOf(site, linked).Select(ParameterIn).FirstOrDefault(p => p is not null)),
            SlotOf(CommandLinesOf(site, linked).Select(ParameterIn).FirstOrDefault(p => p is not null)));
    }

    /// <summary>Which outputs of the child are sure to go into pipes.</summary>
    public (bool Output, bool Error) PipesOf(ChildSite site) =>
        LinkedTo(site) is { } linked ? (IsPiped(site, linked, ChildRole.RedirectsOutput), IsPiped(site, linked, ChildRole.RedirectsError)) : default;

    /// <summary>Whether the site starts a program that starts others: every name that it may have is one, and none is unknown.</summary>
    public bool StartsLauncher(ChildSite site)
    {
        var linked = LinkedTo(site);
        var commandLine = CommandLineOf(site, linked) ?? CommandInList(site.Call.Syntax);
        var files = FilesOf(site, linked).SelectMany(_links.Value.LeavesOf).ToList();
        return files.Count > 0 && files.All(f => _links.Value.TextsOf(f).ToList() is { Count: > 0 } texts && texts.All(text => _known.IsLauncher(text, commandLine)));
    }

    /// <summary>The command that a list of arguments gives to a shell: what stands behind <c>"-c"</c>.</summary>
    private static string? CommandInList(SyntaxNode start)
    {
        var texts = EnclosingCode.MemberOf(start).DescendantNodes().OfType<LiteralExpressionSyntax>().Select(l => l.Token.ValueText);
        return texts.SkipWhile(text => text != "-c").Skip(1).FirstOrDefault() is { } command ? "-c " + command : null;
    }

    private bool IsPiped(ChildSite site, HashSet<object> linked, ChildRole role)
    {
        var assignments = _links.Value.Switches(linked, role).Where(a => a.Syntax.SpanStart < site.Call.Syntax.Span.End).ToList();
        return assignments.Count > 0
            ? assignments.All(a => a.Value.ConstantValue is { HasValue: true, Value: true }) && IsOnEveryPathTo(assignments[0].Syntax, site.Call.Syntax)
            : _links.Value.SourcesOf(linked).OfType<IMethodSymbol>().Any(made => SetsAlways(made, role == ChildRole.RedirectsOutput ? "RedirectStandardOutput" : "RedirectStandardError"));
    }

    /// <summary>Whether the method that makes the start information sets the property to true on its way, whatever it is given.</summary>
    private static bool SetsAlways(IMethodSymbol method, string property) => method.DeclaringSyntaxReferences.Select(r => r.GetSyntax())
        .SelectMany(d => d.DescendantNodes().OfType<AssignmentExpressionSyntax>())
        .Where(a => a.Left.ToString() == property || a.Left.ToString().EndsWith("." + property, StringComparison.Ordinal)) is var set
        && set.Any() && set.All(a => a.Right.ToString() == "true" && !a.Ancestors().Any(n => n is IfStatementSyntax or SwitchStatementSyntax or ConditionalExpressionSyntax));

    private HashSet<object>? LinkedTo(ChildSite site) => RootOf(site) is { } root ? _links.Value.LinkedTo(root) : null;

    private static Slot SlotOf(IParameterSymbol? parameter) => parameter is null ? Slot.None : Slot.Argument(parameter.Ordinal);

    private static IParameterSymbol? ParameterIn(IOperation? operation) => operation switch
    {
        IConversionOperation conversion => ParameterIn(conversion.Operand),
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static IOperation? RootOf(ChildSite site) => site.Entry switch
    {
        { StartInfo.Kind: SlotKind.Argument } entry => site.BoundArgument(entry.StartInfo.Index),
        { Child.Kind: SlotKind.This } or { StartInfo.Kind: SlotKind.This } => site.BoundCall?.Instance,
        { Child.Kind: SlotKind.Argument, Kind: ChildKind.Managed } entry => site.BoundArgument(entry.Child.Index),
        _ => null,
    };

    private bool AsksForShell(ChildSite site, HashSet<object>? linked)
    {
        var assignments = linked is null ? new List<ISimpleAssignmentOperation>() : _links.Value.Switches(linked, ChildRole.ShellExecute).ToList();
        if (assignments.Count == 0)
        {
            return _shellByDefault || (linked is not null && IsShellSetElsewhere(linked));
        }

        var last = assignments.Where(a => a.Syntax.SpanStart < site.Call.Syntax.Span.End).LastOrDefault();
        if (last is not null && IsFalse(last) && IsOnEveryPathTo(last.Syntax, site.Call.Syntax))
        {
            return false;
        }

        return assignments.Any(a => !IsFalse(a));
    }

    private static bool IsFalse(ISimpleAssignmentOperation assignment) => assignment.Value.ConstantValue is { HasValue: true, Value: false };

    /// <summary>Whether the statement around the assignment stands in a block around the start, so that no branch skips it.</summary>
    private static bool IsOnEveryPathTo(SyntaxNode assignment, SyntaxNode start)
    {
        var statement = assignment.AncestorsAndSelf().OfType<StatementSyntax>().FirstOrDefault();
        return statement?.Parent is null || statement.Parent.Span.Contains(start.Span);
    }

    /// <summary>Whether the start information comes from code of the program that asks for the shell.</summary>
    private bool IsShellSetElsewhere(HashSet<object> linked)
    {
        foreach (var source in linked.OfType<ISymbol>().Concat(_links.Value.SourcesOf(linked)))
        {
            var declarations = source is IFieldSymbol or IPropertySymbol ? source.ContainingType.DeclaringSyntaxReferences
                : source is IMethodSymbol ? source.DeclaringSyntaxReferences
                : default;
            var owner = source is IMethodSymbol ? null : source.Name;
            if (!declarations.IsDefaultOrEmpty && declarations.Any(d => SetsShell(d.GetSyntax(), owner)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the text asks for the shell; for a field or property, where it names that.</summary>
    private static bool SetsShell(SyntaxNode declaration, string? owner) =>
        declaration.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(a => a.Left.ToString().EndsWith("UseShellExecute", StringComparison.Ordinal) && a.Right.ToString() != "false"
                && (owner is null || Names(a, owner)));

    private static bool Names(AssignmentExpressionSyntax assignment, string owner) =>
        assignment.Left.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == owner)
        || assignment.Ancestors().Any(a => a switch
        {
            VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } declarator => declarator.Identifier.ValueText == owner,
            PropertyDeclarationSyntax property => property.Identifier.ValueText == owner,
            AssignmentExpressionSyntax outer => outer.Left.ToString().Split('.').Contains(owner),
            _ => false,
        });

    private bool OpensDocument(ChildSite site, HashSet<object>? linked)
    {
        var commandLine = CommandLineOf(site, linked);
        return FilesOf(site, linked).Any(f => _links.Value.TextsOf(f).Any(text => _known.IsOpener(text, commandLine)) || IsNamedAsLocation(f));
    }

    private IEnumerable<IOperation> FilesOf(ChildSite site, HashSet<object>? linked) =>
        InHand(Argument(site, site.Entry.File), linked is null ? null : _links.Value.Files(linked));

    private IEnumerable<IOperation> CommandLinesOf(ChildSite site, HashSet<object>? linked) =>
        InHand(Argument(site, site.Entry.CommandLine), linked is null ? null : _links.Value.CommandLines(linked));

    /// <summary>How the arguments begin, as far as constants say; null where nobody knows.</summary>
    private string? CommandLineOf(ChildSite site, HashSet<object>? linked) =>
        CommandLinesOf(site, linked).SelectMany(_links.Value.TextsOf).FirstOrDefault()
        ?? ArgumentWords.TextOf(
            (site.Entry.File.Kind == SlotKind.Argument && site.BoundCall is { } call ? ArgumentWords.ListsIn(call.Arguments) : Enumerable.Empty<IOperation>())
                .Concat(linked is null ? Enumerable.Empty<IOperation>() : _links.Value.Words(linked)),
            _links.Value);

    private static IEnumerable<IOperation> InHand(IOperation? argument, IEnumerable<IOperation>? assigned) =>
        (argument is null ? Enumerable.Empty<IOperation>() : new[] { argument }).Concat(assigned ?? Enumerable.Empty<IOperation>());

    private static IOperation? Argument(ChildSite site, Slot slot) => slot.Kind == SlotKind.Argument ? site.BoundArgument(slot.Index) : null;

    /// <summary>A program's name that comes from a variable called url: the start opens it.</summary>
    private static bool IsNamedAsLocation(IOperation file)
    {
        while (file is IConversionOperation conversion)
        {
            file = conversion.Operand;
        }

        if (file is IInterpolatedStringOperation { Parts: { Length: > 0 } parts } && parts[0] is IInterpolationOperation first)
        {
            return IsNamedAsLocation(first.Expression);
        }

        var name = file switch
        {
            ILocalReferenceOperation local => local.Local.Name,
            IParameterReferenceOperation parameter => parameter.Parameter.Name,
            IMemberReferenceOperation member => member.Member.Name,
            IInvocationOperation { Instance: IOperation { Type.Name: "Uri" } } => "uri",
            _ => string.Empty,
        };
        return new[] { "url", "uri", "link", "website", "webpage", "homepage" }.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));
    }
}
