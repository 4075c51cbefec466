using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>Which methods one file declares, and which names each of them calls; it lives as long as the tree does.</summary>
internal sealed class CallNames
{
    private static readonly ConditionalWeakTable<SyntaxTree, CallNames> Cache = new();

    private CallNames(SyntaxNode root)
    {
        var methods = ImmutableArray.CreateBuilder<(string Name, ImmutableHashSet<string> Called)>();
        foreach (var node in root.DescendantNodes())
        {
            var name = node switch
            {
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                LocalFunctionStatementSyntax function => function.Identifier.ValueText,
                _ => null,
            };
            if (name is not null)
            {
                methods.Add((name, node.DescendantNodes().OfType<InvocationExpressionSyntax>().Select(NameOf).OfType<string>().ToImmutableHashSet()));
            }
        }

        Methods = methods.ToImmutable();
    }

    /// <summary>The methods and local functions, each with the names that it calls.</summary>
    public ImmutableArray<(string Name, ImmutableHashSet<string> Called)> Methods { get; }

    public static CallNames Of(SyntaxTree tree, CancellationToken cancellation)
    {
        if (!Cache.TryGetValue(tree, out var names))
        {
            var scanned = new CallNames(tree.GetRoot(cancellation));
            names = Cache.GetValue(tree, _ => scanned);
        }

        return names;
    }

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };
}
