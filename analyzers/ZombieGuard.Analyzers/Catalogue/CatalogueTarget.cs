using System;
using System.Linq;

namespace ZombieGuard.Analyzers.Catalogue;

/// <summary>What a documentation ID in a catalogue line names.</summary>
/// <param name="TypeName">The type as documentation IDs write it: with namespace, arity as <c>`1</c>, nested types after a dot.</param>
/// <param name="MemberName">The member's name in metadata; null for a whole type.</param>
/// <param name="AllOverloads">The line says <c>(...)</c>.</param>
internal sealed record CatalogueTarget(string TypeName, string? MemberName, bool AllOverloads)
{
    private const string Overloads = "(...)";

    /// <summary>Gets the last part of the type's name, without arity: the cheapest thing to ask a symbol for.</summary>
    public string SimpleTypeName => WithoutArity(TypeName.Substring(TypeName.LastIndexOf('.') + 1));

    /// <summary>Gets the name that a use of the member says: a constructor's is that of its type.</summary>
    public string UsedName => MemberName is null or ".ctor" ? SimpleTypeName : MemberName;

    /// <summary>Takes an ID apart that <see cref="Understand"/> found to be good.</summary>
    public static CatalogueTarget Of(string memberId)
    {
        if (memberId.StartsWith("T:", StringComparison.Ordinal))
        {
            return new(memberId.Substring(2), null, true);
        }

        var open = memberId.IndexOf('(');
        var path = open < 0 ? memberId.Substring(2) : memberId.Substring(2, open - 2);
        var dot = path.LastIndexOf('.');
        return new(
            path.Substring(0, dot),
            WithoutArity(path.Substring(dot + 1)).Replace('#', '.'),
            memberId.EndsWith(Overloads, StringComparison.Ordinal));
    }

    /// <summary>Says what is wrong with the target of a line; null when nothing is.</summary>
    public static string? Understand(string text, bool takesTypes)
    {
        if (text.Length < 2 || text[1] != ':')
        {
            var bang = text.IndexOf('!');
            return bang > 0 && bang == text.LastIndexOf('!') && bang < text.Length - 1
                ? null
                : $"'{text}' is no target; write a documentation ID (M:Type.Method(...), P:Type.Property, E:Type.Event) or a native import (c!fork)";
        }

        switch (text[0])
        {
            case 'T' when !takesTypes:
                return $"'{text}' names a whole type, which only 'lingers' and 'prints' may do";
            case 'T':
                return IsPath(text.Substring(2)) ? null : $"'{text}' is not of the form T:Namespace.Type";
            case 'M' or 'P' or 'E':
                break;
            default:
                return $"'{text}' begins with '{text[0]}:', which is none of M:, P:, E: and T:";
        }

        var open = text.IndexOf('(');
        var path = open < 0 ? text.Substring(2) : text.Substring(2, open - 2);
        if (!IsPath(path) || path.IndexOf('.') < 0)
        {
            return $"'{text}' does not name a member of a type, as in M:Namespace.Type.Method(...)";
        }

        if (open >= 0 && (text[text.Length - 1] != ')' || text.Count(c => c == '(') != text.Count(c => c == ')')))
        {
            return $"'{text}' has a parenthesis too many or too few; all overloads are written as (...)";
        }

        if (text.EndsWith("()", StringComparison.Ordinal))
        {
            return $"'{text}' is not how documentation IDs are written: a member without parameters stands without parentheses";
        }

        return text[0] == 'E' && open >= 0 ? $"'{text}' is an event and takes no parameters" : null;
    }

    private static bool IsPath(string path) => path.Split('.').All(part => part.Length > 0);

    private static string WithoutArity(string name)
    {
        var tick = name.IndexOf('`');
        return tick < 0 ? name : name.Substring(0, tick);
    }
}
