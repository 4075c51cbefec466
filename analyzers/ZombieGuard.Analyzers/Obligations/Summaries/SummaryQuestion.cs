using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Obligations.Summaries;

/// <summary>A question about a method of the program.</summary>
/// <param name="Method">The method's definition.</param>
/// <param name="Handed">What the call hands to it.</param>
/// <param name="Given">The child that is given, if there is one yet; null to ask for the children that the method starts itself.</param>
internal sealed record SummaryQuestion(IMethodSymbol Method, Handed Handed, GivenChild? Given)
{
    /// <summary>Equal for equal questions; null when the question is none that can be answered once for all.</summary>
    public SummaryKey? Key => Handed.Key is { } handed
        ? new SummaryKey(Method, handed, Given is null, Given?.Kind ?? ChildKind.Managed, Given?.HandleType)
        : null;
}
