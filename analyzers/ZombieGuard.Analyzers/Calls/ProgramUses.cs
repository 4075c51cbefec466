using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>Finds where the program uses the APIs of a role: names first, which are cached, and of those only what matches is bound.</summary>
internal sealed class ProgramUses
{
    private readonly Compilation _compilation;
    private readonly KnownSymbols _known;

    public ProgramUses(Compilation compilation, KnownSymbols known)
    {
        _compilation = compilation;
        _known = known;
    }

    /// <summary>Whether some use of the role passes the test; a method group counts as one.</summary>
    public bool IsUsed(ChildRole role, Func<CatalogueEntry, bool> test, CancellationToken cancellation) =>
        Names(role, test, cancellation)
            .Any(use => _known.FindAll(use.Model.GetSymbolInfo(use.Name, cancellation).Symbol).Any(entry => entry.Role == role && test(entry)));

    /// <summary>The names by which the program's code says the role: those of its own imports, and those of referenced types.</summary>
    public HashSet<string> UsedNames(ChildRole role, Func<CatalogueEntry, bool> test, CancellationToken cancellation)
    {
        var entries = _known.OfRole(role).Where(test).ToList();
        var names = new HashSet<string>(entries.Where(entry => entry.MemberId is not null && CanBeUsed(entry)).Select(CatalogueIndex.UsedName), StringComparer.Ordinal);
        if (entries.Any(entry => entry.Library is not null))
        {
            names.UnionWith(RenamedImports(role, test, cancellation));
        }

        return names;
    }

    /// <summary>The calls and object creations that use the role, bound.</summary>
    public IEnumerable<IOperation> Calls(ChildRole role, Func<CatalogueEntry, bool> test, CancellationToken cancellation)
    {
        foreach (var (model, name) in Names(role, test, cancellation))
        {
            var call = CallSyntax.CallOf(name);
            if (call is InvocationExpressionSyntax or ObjectCreationExpressionSyntax
                && _known.FindAll(model.GetSymbolInfo(call, cancellation).Symbol).Any(entry => entry.Role == role && test(entry))
                && model.GetOperation(call, cancellation) is { } operation)
            {
                yield return operation;
            }
        }
    }

    private IEnumerable<(SemanticModel Model, SimpleNameSyntax Name)> Names(ChildRole role, Func<CatalogueEntry, bool> test, CancellationToken cancellation)
    {
        var entries = _known.OfRole(role).Where(test).ToList();
        var wanted = new HashSet<string>(entries.Where(CanBeUsed).Select(CatalogueIndex.UsedName), StringComparer.Ordinal);
        var renamed = entries.Any(entry => entry.Library is not null) ? RenamedImports(role, test, cancellation) : new HashSet<string>();
        renamed.ExceptWith(wanted);
        foreach (var tree in _compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            var root = default(SyntaxNode);
            var model = default(SemanticModel);
            var scan = TreeNames.Of(tree, _known.NamesForFacts, cancellation);
            foreach (var name in wanted.Where(scan.Says).SelectMany(name => scan.UsesOf(name, root ??= tree.GetRoot(cancellation))))
            {
                yield return (model ??= OtherTrees.ModelOf(_compilation, tree), name);
            }

            if (renamed.Count > 0)
            {
                foreach (var name in tree.GetRoot(cancellation).DescendantNodes().OfType<SimpleNameSyntax>().Where(name => renamed.Contains(name.Identifier.ValueText)))
                {
                    yield return (model ??= OtherTrees.ModelOf(_compilation, tree), name);
                }
            }
        }
    }

    // Run and Start are what half the world calls its methods; where the type is not there, none of them is bound.
    private bool CanBeUsed(CatalogueEntry entry) => entry.MemberId is not { } id
        || DocumentationCommentId.GetFirstSymbolForDeclarationId("T:" + CatalogueTarget.Of(id).TypeName, _compilation) is not null;

    // [DllImport("libc", EntryPoint = "waitpid")] static extern int Reap(…)
    private HashSet<string> RenamedImports(ChildRole role, Func<CatalogueEntry, bool> test, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in _compilation.SyntaxTrees)
        {
            var scan = TreeNames.Of(tree, _known.NamesForFacts, cancellation);
            if (!scan.HasImports)
            {
                continue;
            }

            var model = OtherTrees.ModelOf(_compilation, tree);
            foreach (var import in scan.ImportsIn(tree.GetRoot(cancellation)))
            {
                if (model.GetDeclaredSymbol(import, cancellation) is IMethodSymbol method
                    && _known.Find(method).Any(entry => entry.Role == role && test(entry)))
                {
                    names.Add(method.Name);
                }
            }
        }

        return names;
    }
}
