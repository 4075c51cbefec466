using Microsoft.CodeAnalysis;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>The one place that looks into trees other than the one that is being analysed.</summary>
internal static class OtherTrees
{
    public static SemanticModel ModelOf(Compilation compilation, SyntaxTree tree) =>
#pragma warning disable RS1030 // Inside the driver this is the cached model, and a fact about the whole program needs the other trees.
        compilation.GetSemanticModel(tree);
#pragma warning restore RS1030

    /// <summary>The model of a tree of the same compilation; <paramref name="near"/> itself where it is of that tree.</summary>
    public static SemanticModel ModelOf(SemanticModel near, SyntaxTree tree) => near.SyntaxTree == tree ? near : ModelOf(near.Compilation, tree);
}
