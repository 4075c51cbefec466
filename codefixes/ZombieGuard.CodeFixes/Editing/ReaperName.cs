using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Editing;

/// <summary>How a text may call the library's reaper: by its name where the namespace is in use or can be, otherwise in full.</summary>
internal sealed class ReaperName
{
    private const string Namespace = "ZombieGuard";
    private const string Type = "ChildReaper";
    private readonly bool _needsUsing;

    private ReaperName(string text, bool needsUsing)
    {
        Text = text;
        _needsUsing = needsUsing;
    }

    public string Text { get; }

    /// <summary>Another type of the library, named in the same way.</summary>
    public string Beside(string type) => Text == Type ? type : Namespace + "." + type;

    /// <summary>None where the library is not among the references.</summary>
    public static IEnumerable<ReaperName> At(SemanticModel model, int position)
    {
        if (model.Compilation.GetTypeByMetadataName(Namespace + "." + Type) is not { } reaper || !model.IsAccessible(position, reaper))
        {
            yield break;
        }

        var seen = model.LookupNamespacesAndTypes(position, name: Type);
        if (seen.Contains(reaper, SymbolEqualityComparer.Default))
        {
            yield return new ReaperName(Type, false);
        }
        else if (seen.IsEmpty)
        {
            yield return new ReaperName(Type, true);
        }

        yield return new ReaperName(Namespace + "." + Type, false);
    }

    /// <summary>The text with the directive that the name needs.</summary>
    public SyntaxNode Import(SyntaxNode root)
    {
        if (!_needsUsing)
        {
            return root;
        }

        var changed = UsingDirectives.Add((CompilationUnitSyntax)root, Namespace);
        var written = changed.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<UsingDirectiveSyntax>().First(u => u.Alias is null && u.Name?.ToString() == Namespace);
        return changed.ReplaceNode(written, written.WithAdditionalAnnotations(Verification.Added));
    }
}
