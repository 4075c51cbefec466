using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>Finds where the program uses the APIs of a role: names first, which are cached, and of those only what matches is bound.</summary>
internal sealed class ProgramUses
{
    // A wrapper of a wrapper of an import.
    private const int MaxCallers = 2;

    private readonly Compilation _compilation;
    private readonly KnownSymbols _known;
    private readonly ConcurrentDictionary<string, HashSet<string>> _namesOfMethods = new(StringComparer.Ordinal);
    private HashSet<string>? _renamed;

    public ProgramUses(Compilation compilation, KnownSymbols known)
    {
        _compilation = compilation;
        _known = known;
    }

    /// <summary>Whether some use of the role passes the test; a method group counts as one, and so does a call whose overload is chosen at run time.</summary>
    public bool IsUsed(ChildRole role, Func<CatalogueEntry, bool> test, CancellationToken cancellation) =>
        Names(role, test, cancellation).Any(use =>
        {
            var info = use.Model.GetSymbolInfo(use.Name, cancellation);
            return (info.CandidateReason == CandidateReason.LateBound ? info.CandidateSymbols : ImmutableArray.Create(info.Symbol)!)
                .Any(symbol => _known.FindAll(symbol).Any(entry => entry.Role == role && test(entry)));
        });

    /// <summary>The names by which the program's code may call the role, those of renamed imports among them; none that no file says.</summary>
    public HashSet<string> SaidNames(ChildRole role, Func<CatalogueEntry, bool> test, CancellationToken cancellation)
    {
        var entries = _known.OfRole(role).Where(test).ToList();
        var names = new HashSet<string>(entries.Where(CanBeUsed).Select(CatalogueIndex.UsedName), StringComparer.Ordinal);
        names.RemoveWhere(name => !_compilation.SyntaxTrees.Any(tree => TreeNames.Of(tree, _known.NamesForFacts, cancellation).MaySay(name)));
        if (entries.Any(entry => entry.Library is not null))
        {
            names.UnionWith(_renamed ??= RenamedImports(cancellation));
        }

        return names;
    }

    /// <summary>The calls and object creations that use the role, bound; what is never reached is left out.</summary>
    public IEnumerable<IOperation> Calls(ChildRole role, Func<CatalogueEntry, bool> test, CancellationToken cancellation)
    {
        foreach (var (model, name) in Names(role, test, cancellation))
        {
            var call = CallSyntax.CallOf(name);
            if (call is InvocationExpressionSyntax or ObjectCreationExpressionSyntax
                && _known.FindAll(model.GetSymbolInfo(call, cancellation).Symbol).Any(entry => entry.Role == role && test(entry))
                && model.GetOperation(call, cancellation) is { } operation
                && !OwnFunction.IsDead(operation))
            {
                yield return operation;
            }
        }
    }

    /// <summary>The calls that use the role, each by itself and as the program's own callers of the method around it make it.</summary>
    public IEnumerable<(IInvocationOperation Call, CallSite? Via)> CallsAndCallers(ChildRole role, Func<CatalogueEntry, bool> test, CancellationToken cancellation)
    {
        foreach (var call in Calls(role, test, cancellation).OfType<IInvocationOperation>())
        {
            yield return (call, null);
            if (!PassesParameters(call))
            {
                continue;
            }

            foreach (var chain in CallersOf(call, 0, cancellation))
            {
                // The innermost call comes first in the chain, and the outermost is looked at by itself.
                yield return (call, chain.Reverse().Aggregate(default(CallSite), (outer, caller) => new CallSite(caller, outer)));
            }
        }
    }

    /// <summary>Whether a method of the role is handed on without being called, as a delegate or by its address.</summary>
    public bool IsHandedOn(ChildRole role, Func<CatalogueEntry, bool> test, CancellationToken cancellation) =>
        Names(role, test, cancellation).Any(use =>
            CallSyntax.CallOf(use.Name) is not (InvocationExpressionSyntax or ObjectCreationExpressionSyntax) and var whole
            && !IsOnlyNamed(whole)
            && use.Model.GetSymbolInfo(use.Name, cancellation) is var info
            && (info.Symbol is { } symbol ? ImmutableArray.Create(symbol) : info.CandidateSymbols)
                .Any(method => _known.FindAll(method).Any(entry => entry.Role == role && test(entry))));

    private static bool IsOnlyNamed(SyntaxNode name) =>
        name.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } };

    // Only then does it matter who calls; a struct may have been filled from one.
    private static bool PassesParameters(IInvocationOperation call) =>
        call.Arguments.Any(argument => argument.Parameter?.RefKind is not RefKind.Out
            && (argument.Value.DescendantsAndSelf().Any(IsParameter)
                || (argument.Parameter?.Type is { TypeKind: TypeKind.Pointer } or { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None }
                    && ActionFields.Of(argument.Value, null).Any(field => field.Value.DescendantsAndSelf().Any(IsParameter)))));

    private static bool IsParameter(IOperation operation) => operation is IParameterReferenceOperation { Parameter.RefKind: not RefKind.Out };

    private IEnumerable<ImmutableStack<IInvocationOperation>> CallersOf(IInvocationOperation call, int depth, CancellationToken cancellation)
    {
        if (depth == MaxCallers
            || OwnFunction.Around(call) is not { } declaration
            || call.SemanticModel?.GetDeclaredSymbol(declaration, cancellation) is not IMethodSymbol { Parameters.IsEmpty: false } method)
        {
            yield break;
        }

        foreach (var (model, name) in Names(_namesOfMethods.GetOrAdd(method.Name, text => new HashSet<string> { text }), cancellation))
        {
            if (CallSyntax.CallOf(name) is InvocationExpressionSyntax syntax
                && model.GetSymbolInfo(syntax, cancellation).Symbol is IMethodSymbol called && OwnFunction.IsSame(called, method)
                && model.GetOperation(syntax, cancellation) is IInvocationOperation caller && !OwnFunction.IsDead(caller))
            {
                yield return ImmutableStack.Create(caller);
                foreach (var chain in PassesParameters(caller) ? CallersOf(caller, depth + 1, cancellation) : Enumerable.Empty<ImmutableStack<IInvocationOperation>>())
                {
                    yield return chain.Push(caller);
                }
            }
        }
    }

    private IEnumerable<(SemanticModel Model, SimpleNameSyntax Name)> Names(ChildRole role, Func<CatalogueEntry, bool> test, CancellationToken cancellation)
    {
        var entries = _known.OfRole(role).Where(test).ToList();
        var wanted = new HashSet<string>(entries.Where(CanBeUsed).Select(CatalogueIndex.UsedName), StringComparer.Ordinal);
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
        }

        if (entries.Any(entry => entry.Library is not null))
        {
            foreach (var use in Names(_renamed ??= RenamedImports(cancellation), cancellation))
            {
                yield return use;
            }
        }
    }

    /// <summary>The uses of names that the scan was not made for.</summary>
    private IEnumerable<(SemanticModel Model, SimpleNameSyntax Name)> Names(HashSet<string> names, CancellationToken cancellation)
    {
        if (names.Count == 0)
        {
            yield break;
        }

        foreach (var tree in _compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!names.Any(TreeNames.Of(tree, _known.NamesForFacts, cancellation).MaySay))
            {
                continue;
            }

            var scan = TreeNames.Of(tree, names, cancellation);
            foreach (var name in names.Where(scan.Says).SelectMany(name => scan.UsesOf(name, tree.GetRoot(cancellation))))
            {
                yield return (OtherTrees.ModelOf(_compilation, tree), name);
            }
        }
    }

    // Run and Start are what half the world calls its methods; where the type is not there, none of them is bound.
    private bool CanBeUsed(CatalogueEntry entry) => entry.MemberId is not { } id
        || DocumentationCommentId.GetFirstSymbolForDeclarationId("T:" + CatalogueTarget.Of(id).TypeName, _compilation) is not null;

    // [DllImport("libc", EntryPoint = "waitpid")] static extern int Reap(…)
    private HashSet<string> RenamedImports(CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in _compilation.SyntaxTrees)
        {
            var scan = TreeNames.Of(tree, _known.NamesForFacts, cancellation);
            if (!scan.MayImport)
            {
                continue;
            }

            var model = default(SemanticModel);
            foreach (var import in scan.RenamedImportsIn(tree.GetRoot(cancellation)))
            {
                model ??= OtherTrees.ModelOf(_compilation, tree);
                if (model.GetDeclaredSymbol(import, cancellation) is IMethodSymbol method && _known.Find(method).Any(entry => CatalogueIndex.UsedName(entry) != method.Name))
                {
                    names.Add(method.Name);
                }
            }
        }

        return names;
    }
}
