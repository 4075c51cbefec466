using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>
/// Which methods of the program may spawn a raw child, by the names that they call: a pid is a mere number, so their signatures
/// do not say it. Found when first asked for; a program without native imports is told by a glance at each file.
/// </summary>
internal sealed class RawSpawners
{
    // A wrapper of a wrapper of a wrapper; who asks looks no deeper.
    private const int MaxRounds = 5;

    private readonly Compilation _compilation;
    private readonly KnownSymbols _known;
    private HashSet<string>? _names;

    public RawSpawners(Compilation compilation, KnownSymbols known)
    {
        _compilation = compilation;
        _known = known;
    }

    /// <summary>Whether some method of this name may spawn a raw child.</summary>
    public bool MayBe(string method, CancellationToken cancellation) => (_names ??= Find(cancellation)).Contains(method);

    private HashSet<string> Find(CancellationToken cancellation)
    {
        var names = new HashSet<string>();
        var calls = new ProgramUses(_compilation, _known).SaidNames(ChildRole.Spawns, entry => entry.Kind == ChildKind.Raw, cancellation);
        for (var round = 0; round < MaxRounds && calls.Count > 0; round++)
        {
            var called = calls;
            var callers = new HashSet<string>(_compilation.SyntaxTrees
                .Where(tree => called.Any(TreeNames.Of(tree, _known.NamesForFacts, cancellation).MaySay))
                .SelectMany(tree => CallNames.Of(tree, cancellation).Methods)
                .Where(method => method.Called.Overlaps(called) && !names.Contains(method.Name))
                .Select(method => method.Name));
            names.UnionWith(callers);
            calls = callers;
        }

        return names;
    }
}
