using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Calls;
using ZombieGuard.Analyzers.Obligations.Summaries;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>
/// Whether some code of the program waits for the child that a field or property keeps, observes its exit, or hands it on. A
/// private member is looked for where its type is declared, with all parts and nested types; another one everywhere.
/// </summary>
internal sealed class KeptUses
{
    // var process = _process; var again = process; …
    private const int MaxAliases = 3;

    private readonly Compilation _compilation;
    private readonly KnownSymbols _known;
    private readonly MethodSummaries _summaries;
    private readonly ConcurrentDictionary<ISymbol, bool> _taken = new(SymbolEqualityComparer.Default);

    public KeptUses(Compilation compilation, KnownSymbols known, MethodSummaries summaries)
    {
        _compilation = compilation;
        _known = known;
        _summaries = summaries;
    }

    /// <summary>Whether anything takes the child out of the member; in doubt it does.</summary>
    public bool AreTaken(ISymbol member, CancellationToken cancellation)
    {
        if (!_taken.TryGetValue(member, out var taken))
        {
            var uses = new MemberUse(member, _known, new HandleUse(_known, _summaries.CalleesOfRoot(cancellation), isAskedOnce: true), MaxAliases);
            taken = Mentions(member, cancellation).Any(uses.Takes);
            _taken.TryAdd(member, taken);
        }

        return taken;
    }

    private IEnumerable<IOperation> Mentions(ISymbol member, CancellationToken cancellation)
    {
        foreach (var root in ScopesOf(member, cancellation))
        {
            SemanticModel? model = null;
            foreach (var name in root.DescendantNodes().OfType<SimpleNameSyntax>().Where(n => n.Identifier.ValueText == member.Name))
            {
                model ??= OtherTrees.ModelOf(_compilation, root.SyntaxTree);
                if (SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol?.OriginalDefinition, member)
                    && MentionOf(name, model, cancellation) is { } mention)
                {
                    yield return mention;
                }
            }
        }
    }

    private IEnumerable<SyntaxNode> ScopesOf(ISymbol member, CancellationToken cancellation) =>
        KeptMembers.ScopeOf(member) is { } type
            ? type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation))
            : _compilation.SyntaxTrees.Select(tree => tree.GetRoot(cancellation));

    private static IOperation? MentionOf(SimpleNameSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        SyntaxNode whole = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access,
            MemberBindingExpressionSyntax binding => binding,
            _ => name,
        };
        return model.GetOperation(whole, cancellation) is IMemberReferenceOperation mention ? mention : null;
    }
}
