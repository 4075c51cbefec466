using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Symbols;

/// <summary>One attribute that teaches an API, understood: as if a line of the catalogue said so.</summary>
/// <param name="Attribute">The attribute as it is written.</param>
/// <param name="Entry">What it says; null when that cannot be told.</param>
/// <param name="Complaint">What is wrong with it, and what to do; null when nothing is.</param>
internal sealed record ChildMark(AttributeData Attribute, CatalogueEntry? Entry, string? Complaint)
{
    /// <summary>Gets the attribute's name as uses say it.</summary>
    public string Name => ChildAttributes.NameOf(Attribute.AttributeClass)!;
}
