using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>
/// Where one file says names that may be of interest. It is read as text: a syntax tree makes its nodes when they are asked
/// for, and making all of them costs several times as much, and memory. It lives as long as the tree does: an editor asks for
/// it at each keystroke, and only the file that changed is read again.
/// </summary>
internal sealed class TreeNames
{
    private const int ChunkLength = 1 << 12;
    private const int WordBits = 1 << 13;

    private static readonly string[] Imports = { "DllImport", "DllImportAttribute", "LibraryImport", "LibraryImportAttribute" };

    private static readonly ConditionalWeakTable<HashSet<string>, ConditionalWeakTable<SyntaxTree, TreeNames>> Cache = new();

    private readonly Dictionary<string, List<int>> _names = new(StringComparer.Ordinal);
    private readonly List<int> _attributes = new();

    // A bit for each word, for names that become known later: where a bit is missing, the word is surely not said. The words
    // themselves would be more than the rest of the analyzer keeps.
    private readonly ulong[] _words = new ulong[WordBits / 64];

    private TreeNames(SourceText text, HashSet<string> wanted)
    {
        // Nearly all words end at their hash, before a string is made of them.
        var hashes = new HashSet<int>(wanted.Concat(Imports).Select(HashOf));
        var buffer = new char[ChunkLength];
        var length = 0;
        var hash = 0;
        for (var start = 0; start < text.Length; start += ChunkLength)
        {
            var count = Math.Min(ChunkLength, text.Length - start);
            text.CopyTo(start, buffer, 0, count);
            for (var i = 0; i < count; i++)
            {
                var c = buffer[i];
                if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or > '\x7f')
                {
                    hash = Next(hash, c);
                    length++;
                }
                else if (length > 0)
                {
                    Add(text, new TextSpan(start + i - length, length), hash, hashes, wanted);
                    length = 0;
                    hash = 0;
                }
            }
        }

        if (length > 0)
        {
            Add(text, new TextSpan(text.Length - length, length), hash, hashes, wanted);
        }
    }

    /// <summary>Gets a value indicating whether the file may import something from a native library.</summary>
    public bool MayImport => _attributes.Count > 0;

    /// <summary>Scans the tree, or recalls the scan of the same tree for the same set of names.</summary>
    public static TreeNames Of(SyntaxTree tree, HashSet<string> wanted, CancellationToken cancellation)
    {
        var ofSet = Cache.GetOrCreateValue(wanted);
        if (!ofSet.TryGetValue(tree, out var names))
        {
            var scanned = new TreeNames(tree.GetText(cancellation), wanted);
            names = ofSet.GetValue(tree, _ => scanned);
        }

        return names;
    }

    /// <summary>Whether the file may say the name, which is among those that the scan was made for.</summary>
    public bool Says(string name) => _names.ContainsKey(name);

    /// <summary>Whether the file may say any name at all.</summary>
    public bool MaySay(string name)
    {
        var bit = BitOf(HashOf(name));
        return (_words[bit / 64] & (1UL << (bit % 64))) != 0;
    }

    /// <summary>The uses of a name that is among those that the scan was made for.</summary>
    public IEnumerable<SimpleNameSyntax> UsesOf(string name, SyntaxNode root) =>
        _names.TryGetValue(name, out var uses)
            ? uses.Select(at => TokenAt(root, at).Parent).OfType<SimpleNameSyntax>().Where(use => use.Identifier.ValueText == name)
            : Enumerable.Empty<SimpleNameSyntax>();

    /// <summary>The methods and local functions that are imported from native libraries under an entry point that is not their own name.</summary>
    public IEnumerable<SyntaxNode> RenamedImportsIn(SyntaxNode root)
    {
        foreach (var at in _attributes)
        {
            var attribute = TokenAt(root, at).Parent?.FirstAncestorOrSelf<AttributeSyntax>();
            if (attribute?.Parent?.Parent is MethodDeclarationSyntax or LocalFunctionStatementSyntax
                && attribute.ArgumentList?.Arguments.Any(argument => argument.NameEquals?.Name.Identifier.ValueText == "EntryPoint") == true)
            {
                yield return attribute.Parent.Parent;
            }
        }
    }

    // In a comment or a text there is no token that begins here; @wait begins one character before.
    private static SyntaxToken TokenAt(SyntaxNode root, int at)
    {
        var token = root.FindToken(at);
        return token.Span.Contains(at) ? token : default;
    }

    private static int Next(int hash, char c) => unchecked((hash * 31) + c);

    private static int BitOf(int hash) => (int)(unchecked((uint)hash * 2654435761u) >> 19);

    private static int HashOf(string name) => name.Aggregate(0, Next);

    private void Add(SourceText text, TextSpan word, int hash, HashSet<int> hashes, HashSet<string> wanted)
    {
        var bit = BitOf(hash);
        _words[bit / 64] |= 1UL << (bit % 64);
        if (!hashes.Contains(hash))
        {
            return;
        }

        var name = text.ToString(word);
        if (Imports.Contains(name))
        {
            _attributes.Add(word.Start);
        }

        if (!wanted.Contains(name))
        {
            return;
        }

        if (!_names.TryGetValue(name, out var uses))
        {
            _names.Add(name, uses = new());
        }

        uses.Add(word.Start);
    }
}
