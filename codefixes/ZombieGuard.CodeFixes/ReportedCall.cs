using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ZombieGuard.CodeFixes;

/// <summary>The call that a diagnostic objects to, found again in the text.</summary>
internal sealed class ReportedCall
{
    private ReportedCall(string id, Document document, SemanticModel model, ExpressionSyntax site)
    {
        Id = id;
        Document = document;
        Model = model;
        Root = model.SyntaxTree.GetRoot();
        Site = site;
        Statement = LostChild.StatementOf(site);
        Function = site.Ancestors().First(LostChild.IsFunction);
    }

    /// <summary>The rule that objects.</summary>
    public string Id { get; }

    public Document Document { get; }

    public SemanticModel Model { get; }

    public SyntaxNode Root { get; }

    /// <summary>The call, the member that is read or set, or the making of an object.</summary>
    public ExpressionSyntax Site { get; }

    /// <summary>The call; null where there is none.</summary>
    public InvocationExpressionSyntax? Call => Site as InvocationExpressionSyntax;

    /// <summary>The statement that holds the call; null in an expression body.</summary>
    public StatementSyntax? Statement { get; }

    /// <summary>The method, accessor, lambda or local function around the call, or the compilation unit of top-level statements.</summary>
    public SyntaxNode Function { get; }

    public static async Task<ReportedCall?> ResolveAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var span = diagnostic.Location.SourceSpan;
        return root is not null && root.FullSpan.Contains(span)
            ? await ResolveAsync(document, diagnostic, SiteAt(root, span), cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>The same in a text that has changed since.</summary>
    public static Task<ReportedCall?> ResolveAsync(
        Document document, SyntaxToken name, Diagnostic diagnostic, CancellationToken cancellationToken)
        => ResolveAsync(document, diagnostic, SiteAt(name.SyntaxTree!.GetRoot(cancellationToken), name.Span), cancellationToken);

    private static async Task<ReportedCall?> ResolveAsync(
        Document document, Diagnostic diagnostic, ExpressionSyntax? site, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return model is not null && site is not null && site.Ancestors().Any(LostChild.IsFunction)
            ? new ReportedCall(diagnostic.Id, document, model, site) : null;
    }

    private static ExpressionSyntax? SiteAt(SyntaxNode root, TextSpan span)
    {
        var name = root.FindToken(span.Start);
        return LostChild.CallOf(name) is { } call ? call
            : name.Parent is SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } member && access.Name == member ? access
            : root.FindNode(span, getInnermostNodeForTie: true).FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>();
    }
}
