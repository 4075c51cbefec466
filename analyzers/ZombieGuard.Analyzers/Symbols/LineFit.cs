using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Symbols;

/// <summary>Why an entry fits nothing in a compilation.</summary>
/// <param name="Complaint">What is wrong, and what to do.</param>
/// <param name="Key">The key of the line that is to blame; null for the target.</param>
internal sealed record Misfit(string Complaint, string? Key);

/// <summary>
/// Holds the entry of a line to what the compilation refers to. A type that is not there proves nothing, since one file may serve many
/// projects; a type without such a member does.
/// </summary>
internal sealed class LineFit
{
    private const int MaxSuggestions = 3;

    private readonly Compilation _compilation;
    private readonly Dictionary<string, List<INamedTypeSymbol>> _types = new(System.StringComparer.Ordinal);

    public LineFit(Compilation compilation) => _compilation = compilation;

    /// <summary>What is wrong with the entry; null when nothing is, or nobody can tell.</summary>
    public Misfit? Of(CatalogueEntry entry)
    {
        if (entry.MemberId is not { } id || entry.Unresolved is not null)
        {
            return null;
        }

        var target = CatalogueTarget.Of(id);
        var types = TypesOf(target.TypeName);
        if (types.Count == 0 || target.MemberName is null)
        {
            return null;
        }

        var named = types.SelectMany(type => type.GetMembers()).Where(member => member.MetadataName == target.MemberName).ToList();
        var members = named.Where(member => Letter(member) == id[0] && (target.AllOverloads || member.GetDocumentationCommentId() == id)).ToList();
        if (members.Count == 0)
        {
            return new(Missing(id, target, types, named), null);
        }

        // A line for all overloads fits when it fits one of them.
        var misfits = members.Select(member => SlotMisfit(entry, member)).ToList();
        return misfits.Contains(null) ? null : misfits[0];
    }

    private List<INamedTypeSymbol> TypesOf(string name)
    {
        if (!_types.TryGetValue(name, out var types))
        {
            types = DocumentationCommentId.GetSymbolsForDeclarationId("T:" + name, _compilation).OfType<INamedTypeSymbol>().ToList();
            _types.Add(name, types);
        }

        return types;
    }

    private static string Missing(string id, CatalogueTarget target, List<INamedTypeSymbol> types, List<ISymbol> named)
    {
        if (named.FirstOrDefault(member => Letter(member) == id[0]) is not null)
        {
            var written = named.Select(member => member.GetDocumentationCommentId()).OfType<string>().Take(MaxSuggestions).ToList();
            return $"'{target.TypeName}' has '{target.MemberName}' with other parameters; write {string.Join(" or ", written)}"
                + (id[0] == 'M' ? $", or {id.Split('(')[0]}(...) for all overloads" : string.Empty);
        }

        if (named.Select(member => member.GetDocumentationCommentId()).FirstOrDefault(other => other is not null && "MPE".IndexOf(other[0]) >= 0) is { } otherKind)
        {
            return $"'{id}' is of another kind; write {otherKind}";
        }

        var heir = types.SelectMany(type => BasesOf(type)).FirstOrDefault(type => type.GetMembers().Any(member => member.MetadataName == target.MemberName));
        return heir?.GetDocumentationCommentId() is { } declaring
            ? $"'{target.TypeName}' only inherits '{target.MemberName}'; write it of the type that declares it, '{declaring.Substring(2)}'"
            : $"'{target.TypeName}' has no member '{target.MemberName}'; see how it is spelled";
    }

    private static Misfit? SlotMisfit(CatalogueEntry entry, ISymbol member)
    {
        var method = member as IMethodSymbol;
        var property = member as IPropertySymbol;
        var parameters = method?.Parameters.Select(p => p.Type).ToList() ?? (property is null ? new() : new List<ITypeSymbol> { property.Type });
        foreach (var (key, slot) in SlotsOf(entry))
        {
            if (slot.Kind == SlotKind.Argument && slot.Index >= parameters.Count)
            {
                return new($"'{member.Name}' has no argument {slot.Index}; they are counted from 0", key);
            }
        }

        var result = method?.ReturnType ?? property?.Type;
        var child = entry.Child.Kind switch
        {
            SlotKind.Argument => parameters[entry.Child.Index],
            SlotKind.Return => result,
            _ => null,
        };
        if (entry.Child.Kind == SlotKind.This && member.IsStatic)
        {
            return new($"'{member.Name}' is static and is called on no object; the child is in an argument or in what it returns", CatalogueWords.Child);
        }

        if (child is not null && !ChildType.CanBe(child))
        {
            return new($"'{child.ToDisplayString()}' cannot be a child; name the slot that is one", CatalogueWords.Child);
        }

        if (result is not null && !Fits(entry.Result, result))
        {
            return new($"'{member.Name}' is of type '{result.ToDisplayString()}', which cannot mean that", CatalogueWords.Result);
        }

        return entry.StartInfo.Kind == SlotKind.Argument && parameters[entry.StartInfo.Index].Name != "ProcessStartInfo" ? new("That argument is no ProcessStartInfo", CatalogueWords.StartInfo)
            : IsNoText(entry.File) ? new("That argument is no text", CatalogueWords.File)
            : IsNoText(entry.CommandLine) ? new("That argument is no text", CatalogueWords.CommandLine)
            : null;

        bool IsNoText(Slot slot) => slot.Kind == SlotKind.Argument && parameters[slot.Index].SpecialType != SpecialType.System_String;
    }

    private static IEnumerable<(string Key, Slot Slot)> SlotsOf(CatalogueEntry entry)
    {
        yield return (CatalogueWords.Child, entry.Child);
        yield return (CatalogueWords.Timeout, entry.Timeout);
        yield return (CatalogueWords.Options, entry.Options);
        yield return (CatalogueWords.IdType, entry.IdType);
        yield return (CatalogueWords.Signal, entry.Signal);
        yield return (CatalogueWords.StartInfo, entry.StartInfo);
        yield return (CatalogueWords.File, entry.File);
        yield return (CatalogueWords.CommandLine, entry.CommandLine);
        yield return (CatalogueWords.Handler, entry.Handler);
        yield return (CatalogueWords.Action, entry.Action);
        yield return (CatalogueWords.Flag, entry.Flag);
        if (entry.Test is { } test)
        {
            yield return (test.Mask == 0 ? CatalogueWords.When : CatalogueWords.UnlessBits, Slot.Argument(test.Argument));
        }
    }

    private static bool Fits(ResultMeaning meaning, ITypeSymbol result) => meaning switch
    {
        ResultMeaning.TrueIsEnded or ResultMeaning.FalseIsNone => result.SpecialType == SpecialType.System_Boolean,
        ResultMeaning.ZeroIsChild or ResultMeaning.ZeroIsRunning or ResultMeaning.NegativeIsNone or ResultMeaning.NonZeroIsNone => result.SpecialType != SpecialType.System_Void && (result.IsValueType && result.SpecialType != SpecialType.System_Boolean),
        ResultMeaning.Task => result.SpecialType == SpecialType.None,
        ResultMeaning.NullIsNone => !result.IsValueType || result.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T,
        _ => true,
    };

    private static char Letter(ISymbol member) => member switch
    {
        IMethodSymbol => 'M',
        IPropertySymbol => 'P',
        IEventSymbol => 'E',
        _ => ' ',
    };

    private static IEnumerable<INamedTypeSymbol> BasesOf(INamedTypeSymbol type)
    {
        for (var heir = type.BaseType; heir is not null; heir = heir.BaseType)
        {
            yield return heir;
        }

        foreach (var promise in type.AllInterfaces)
        {
            yield return promise;
        }
    }
}
