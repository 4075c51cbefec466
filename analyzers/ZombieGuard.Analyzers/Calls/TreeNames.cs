using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>
/// Where one file says names that may be of interest, found without binding. It lives as long as the tree does: an editor
/// asks for it at each keystroke, and only the file that changed is read again.
/// </summary>
internal sealed class TreeNames
{
    private static readonly ConditionalWeakTable<HashSet<string>, ConditionalWeakTable<SyntaxTree, TreeNames>> Cache = new();

    // Positions and not nodes, which would keep the whole tree in memory.
    private readonly Dictionary<string, List<int>> _names = new(StringComparer.Ordinal);
    private readonly List<int> _imports = new();

    private TreeNames(SyntaxNode root, ISet<string> wanted)
    {
        foreach (var node in root.DescendantNodes())
        {
            switch (node)
            {
                case SimpleNameSyntax { Identifier: { ValueText: { } text } name } when wanted.Contains(text):
                    if (!_names.TryGetValue(text, out var uses))
                    {
                        _names.Add(text, uses = new());
                    }

                    uses.Add(name.SpanStart);
                    break;
                case AttributeSyntax { Parent.Parent: MethodDeclarationSyntax { Identifier: var name } } attribute when IsImport(attribute):
                    _imports.Add(name.SpanStart);
                    break;
                case AttributeSyntax { Parent.Parent: LocalFunctionStatementSyntax { Identifier: var name } } attribute when IsImport(attribute):
                    _imports.Add(name.SpanStart);
                    break;
            }
        }
    }

    /// <summary>Scans the tree, or recalls the scan of the same tree for the same set of names.</summary>
    public static TreeNames Of(SyntaxTree tree, HashSet<string> wanted, CancellationToken cancellation)
    {
        var ofSet = Cache.GetOrCreateValue(wanted);
        if (!ofSet.TryGetValue(tree, out var names))
        {
            var scanned = new TreeNames(tree.GetRoot(cancellation), wanted);
            names = ofSet.GetValue(tree, _ => scanned);
        }

        return names;
    }

    /// <summary>Gets a value indicating whether the file imports something from a native library.</summary>
    public bool HasImports => _imports.Count > 0;

    /// <summary>Whether the file says the name, which is among those that the scan was made for.</summary>
    public bool Says(string name) => _names.ContainsKey(name);

    /// <summary>The uses of a name that is among those that the scan was made for.</summary>
    public IEnumerable<SimpleNameSyntax> UsesOf(string name, SyntaxNode root) =>
        _names.TryGetValue(name, out var uses)
            ? uses.Select(at => root.FindToken(at).Parent).OfType<SimpleNameSyntax>()
            : Enumerable.Empty<SimpleNameSyntax>();

    /// <summary>The methods and local functions that are imported from native libraries, whatever their names.</summary>
    public IEnumerable<SyntaxNode> ImportsIn(SyntaxNode root) => _imports.Select(at => root.FindToken(at).Parent!);

    private static bool IsImport(AttributeSyntax attribute)
    {
        var name = attribute.Name.ToString();
        return name.EndsWith("Import", StringComparison.Ordinal) || name.EndsWith("ImportAttribute", StringComparison.Ordinal);
    }
}
