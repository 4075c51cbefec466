using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Symbols;

/// <summary>Reads what the attributes of one method or property say of children: who is the child, who reaps it, what a result means.</summary>
internal sealed class ChildMarks
{
    private readonly ISymbol _member;
    private readonly ImmutableArray<IParameterSymbol> _parameters;
    private readonly ITypeSymbol _type;
    private readonly List<ChildMark> _marks = new();

    private ChildMarks(ISymbol member)
    {
        _member = member;
        _parameters = (member as IMethodSymbol)?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty;
        _type = member is IMethodSymbol method ? method.ReturnType : ((IPropertySymbol)member).Type;
    }

    /// <summary>The attributes of the member, its parameters and its return value, in this order.</summary>
    public static IReadOnlyList<ChildMark> Of(ISymbol member)
    {
        if (member is not (IMethodSymbol or IPropertySymbol))
        {
            return Array.Empty<ChildMark>();
        }

        var marks = new ChildMarks(member);
        marks.Read(member.GetAttributes(), marks.OnMember);
        foreach (var parameter in marks._parameters)
        {
            marks.Read(parameter.GetAttributes(), (attribute, role) => marks.OnParameter(attribute, role, parameter));
        }

        if (member is IMethodSymbol method)
        {
            marks.Read(method.GetReturnTypeAttributes(), marks.OnReturnValue);
        }

        return marks._marks;
    }

    private bool HasReceiver => !_member.IsStatic && _member is not IMethodSymbol { MethodKind: MethodKind.Constructor };

    private void Read(ImmutableArray<AttributeData> attributes, Func<AttributeData, ChildRole, ChildMark> understand)
    {
        foreach (var attribute in attributes)
        {
            if (ChildAttributes.RoleOf(attribute) is { } role)
            {
                _marks.Add(WithoutContradiction(understand(attribute, role)));
            }
        }
    }

    // Whoever comes first is believed; the other one is told so, unless it says the same.
    private ChildMark WithoutContradiction(ChildMark mark) =>
        mark.Entry is { } entry && _marks.FirstOrDefault(m => m.Entry?.Child == entry.Child) is { } other
            ? mark with { Entry = null, Complaint = other.Entry!.Role == entry.Role ? mark.Complaint : $"[{other.Name}] says something else of the same child; keep one of the two" }
            : mark;

    private ChildMark OnMember(AttributeData attribute, ChildRole role)
    {
        if (_member is IPropertySymbol property)
        {
            return role switch
            {
                ChildRole.Discharges when HasReceiver => Said(attribute, role, Slot.This, property.ContainingType),
                ChildRole.Adopts when property.SetMethod is not null && ChildType.CanBe(_type) => Said(attribute, role, Slot.Argument(0), _type),
                ChildRole.Adopts => Unsaid(attribute, $"nothing that could be a child is assigned to '{_member.Name}'; put it on the parameter or the property that takes one"),
                _ => Unsaid(attribute, $"it says nothing of the property '{_member.Name}'; put it on a method or a parameter"),
            };
        }

        if (role == ChildRole.Spawns)
        {
            return OnSpawner(attribute);
        }

        if (role == ChildRole.Discharges && HasReceiver)
        {
            return Said(attribute, role, Slot.This, _member.ContainingType);
        }

        var child = _parameters.FirstOrDefault(p => ProcessType.Is(p.Type)) ?? _parameters.FirstOrDefault(p => ChildType.CanBe(p.Type) && !IsTimeout(p));
        return child is not null ? OnParameter(attribute, role, child)
            : HasReceiver ? Said(attribute, role, Slot.This, _member.ContainingType)
            : Unsaid(attribute, $"no parameter of '{_member.Name}' can be a child; put it on the method that is given one");
    }

    private ChildMark OnSpawner(AttributeData attribute)
    {
        var places = _parameters.Where(p => p.RefKind == RefKind.Out && ChildType.CanBe(p.Type))
            .Select(p => (Slot: Slot.Argument(p.Ordinal), p.Type))
            .ToList();
        if (ChildType.CanBe(_type))
        {
            places.Add((Slot.Return, _type));
        }

        if (places.Count == 0 && HasReceiver && (KindSaid(attribute) is not null || ProcessType.Is(_member.ContainingType)))
        {
            places.Add((Slot.This, _member.ContainingType));
        }

        return places.Count switch
        {
            1 => Said(attribute, ChildRole.Spawns, places[0].Slot, places[0].Type),
            0 => Unsaid(attribute, $"'{_member.Name}' hands nothing out that could be a child; put it on what does, or say Kind where the object itself is the child"),
            _ => Unsaid(attribute, $"'{_member.Name}' hands out several things that could be the child; put it on that parameter, or on the return value ([return: {Name(attribute)}])"),
        };
    }

    private ChildMark OnReturnValue(AttributeData attribute, ChildRole role) =>
        role != ChildRole.Spawns ? Unsaid(attribute, "it says nothing of a return value; put it on a method or a parameter")
        : ChildType.CanBe(_type) ? Said(attribute, role, Slot.Return, _type)
        : Unsaid(attribute, $"a value of type '{_type.ToDisplayString()}' cannot be a child; put it on what hands the child out");

    private ChildMark OnParameter(AttributeData attribute, ChildRole role, IParameterSymbol parameter)
    {
        if (!ChildType.CanBe(parameter.Type))
        {
            return Unsaid(attribute, $"'{parameter.Name}' of type '{parameter.Type.ToDisplayString()}' cannot be a child; put it on the parameter that is one");
        }

        // Nothing comes out of a number; an object may be started in place, and memory may be filled.
        return role == ChildRole.Spawns && parameter.RefKind is not (RefKind.Out or RefKind.Ref) && ChildType.IsPid(parameter.Type)
            ? Unsaid(attribute, $"nothing comes out of '{parameter.Name}'; make it an out parameter")
            : Said(attribute, role, Slot.Argument(parameter.Ordinal), parameter.Type);
    }

    private ChildMark Said(AttributeData attribute, ChildRole role, Slot child, ITypeSymbol type)
    {
        var id = _member.GetDocumentationCommentId();
        var entry = new CatalogueEntry(role, string.IsNullOrEmpty(id) ? null : id, null, null, child);
        var byType = ChildType.KindOf(type);
        var kind = KindSaid(attribute) ?? byType;
        switch (role)
        {
            case ChildRole.Spawns when kind is null:
                return Unsaid(attribute, $"'{type.ToDisplayString()}' does not tell who reaps the child; say Kind = ChildKind.Managed (the .NET runtime) or ChildKind.Raw (nobody)");
            case ChildRole.Spawns when kind == ChildKind.Raw && byType == ChildKind.Managed:
                return new(attribute, WithResult(entry) with { Kind = ChildKind.Managed }, "the .NET runtime reaps a Process, which is never raw; leave the Kind out");
            case ChildRole.Spawns:
                return new(attribute, WithResult(entry) with { Kind = kind.Value }, null);
            case ChildRole.Discharges:
                return new(attribute, WithTimeout(entry), null);
            case ChildRole.Detaches when byType == ChildKind.Raw:
                return new(attribute, entry, "a raw child stays a zombie whatever is declared; let somebody wait for it, and say [TakesChild] of that");
            default:
                return new(attribute, entry, null);
        }
    }

    private static ChildMark Unsaid(AttributeData attribute, string complaint) => new(attribute, null, complaint);

    private CatalogueEntry WithResult(CatalogueEntry entry) => entry with
    {
        Result = entry.Child.Kind switch
        {
            SlotKind.Return when ChildType.IsPid(_type) => ResultMeaning.NegativeIsNone,
            SlotKind.Return when ChildType.IsTask(_type) => ResultMeaning.Nothing,
            SlotKind.Return => _type.IsReferenceType || _type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? ResultMeaning.NullIsNone : ResultMeaning.Nothing,
            _ when _type.SpecialType == SpecialType.System_Boolean => ResultMeaning.FalseIsNone,
            SlotKind.Argument when ChildType.IsPid(_type) => ResultMeaning.NonZeroIsNone,
            _ => ResultMeaning.Nothing,
        },
    };

    private CatalogueEntry WithTimeout(CatalogueEntry entry)
    {
        if (ChildType.IsTask(_type))
        {
            return entry with { Result = ResultMeaning.Task };
        }

        return _type.SpecialType == SpecialType.System_Boolean && _parameters.FirstOrDefault(IsTimeout) is { } timeout
            ? entry with { Result = ResultMeaning.TrueIsEnded, Timeout = Slot.Argument(timeout.Ordinal) }
            : entry;
    }

    private static bool IsTimeout(IParameterSymbol parameter) =>
        parameter.Type is { Name: "TimeSpan", ContainingNamespace.Name: "System" }
        || (parameter.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64
            && new[] { "timeout", "millisecond" }.Any(word => parameter.Name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0));

    // By the name of the constant, since a copy of the enumeration may count differently.
    private static ChildKind? KindSaid(AttributeData attribute)
    {
        var kind = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Kind").Value;
        var name = kind.Kind != TypedConstantKind.Enum ? null
            : kind.Type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, kind.Value))?.Name;
        return name == "Managed" ? ChildKind.Managed : name == "Raw" ? ChildKind.Raw : null;
    }

    private static string Name(AttributeData attribute) => ChildAttributes.NameOf(attribute.AttributeClass)!;
}
