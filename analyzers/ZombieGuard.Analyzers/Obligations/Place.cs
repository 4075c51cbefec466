using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>
/// Something that can hold a value and that only the body at hand can change: a local, a parameter, a flow capture, or
/// one element of a tuple in one of them. Fields, properties and array elements are no places: what is stored there is
/// in reach of others. Some places have no name in the source: what the caller holds, what the body returns.
/// </summary>
internal readonly struct Place : IEquatable<Place>
{
    private const int Whole = -1;
    private const int OfCaller = -2;
    private const int OfMember = -5;

    /// <summary>What the body returns, while finally blocks still run.</summary>
    public static readonly Place Result = new(null, null, -3);

    /// <summary>The object that the body is a member of.</summary>
    public static readonly Place This = new(null, null, -4);

    private readonly int _element;
    private readonly ISymbol? _given;

    private Place(ISymbol? symbol, CaptureId? capture, int element, ISymbol? given = null)
    {
        Symbol = symbol;
        Capture = capture;
        _element = element;
        _given = given;
    }

    /// <summary>The local or parameter; null for a flow capture.</summary>
    public ISymbol? Symbol { get; }

    /// <summary>The flow capture; null for a local or parameter.</summary>
    public CaptureId? Capture { get; }

    /// <summary>The caller's own hold on what it gave by a parameter or captured variable; null for the receiver.</summary>
    public static Place GivenBy(ISymbol? variable) => new(null, null, OfCaller, variable);

    /// <summary>A field or property of the program's own that only its own code can reach.</summary>
    public static Place KeptIn(ISymbol member) => new(null, null, OfMember, member);

    /// <summary>The field or property; null for any other place.</summary>
    public ISymbol? Member => _element == OfMember ? _given : null;

    /// <summary>Whether the caller is given what is in it when the body ends.</summary>
    public bool IsHandedOut => Equals(Result) || Symbol is IParameterSymbol { RefKind: RefKind.Out or RefKind.Ref };

    /// <summary>Whether the caller has what is in it when the body ends: it is given it then, or had it before.</summary>
    public bool IsCallers => (IsNameless && Member is null) || IsHandedOut;

    private bool IsNameless => Symbol is null && Capture is null;

    public static Place Of(ISymbol symbol) => new(symbol, null, Whole);

    public static Place Of(CaptureId capture) => new(null, capture, Whole);

    /// <summary>The position in the tuple; -1 for the whole.</summary>
    public int Position => _element;

    /// <summary>The element of the tuple that this place holds.</summary>
    public Place Element(int index) => new(Symbol, Capture, index, _given);

    /// <summary>Whether this is the other place, or an element of the tuple in it.</summary>
    public bool IsWithin(Place other) => !IsNameless && new Place(Symbol, Capture, Whole).Equals(other);

    /// <summary>The place that an expression names; null when it names none.</summary>
    public static Place? Of(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => Of(local.Local),
        IParameterReferenceOperation parameter => Of(parameter.Parameter),
        IFlowCaptureReferenceOperation capture => Of(capture.Id),
        IConversionOperation conversion => Of(conversion.Operand),
        IDeclarationExpressionOperation declaration => Of(declaration.Expression),
        IFieldReferenceOperation { Instance: { } tuple } field when TupleElement(field.Field) is { } index && Of(tuple) is { } place =>
            place.Element(index),
        _ => null,
    };

    /// <summary>The position of a tuple's field, by its name or as <c>Item1</c>; null for a field of anything else.</summary>
    public static int? TupleElement(IFieldSymbol field)
    {
        if (!field.ContainingType.IsTupleType)
        {
            return null;
        }

        var elements = field.ContainingType.TupleElements;
        for (var position = 0; position < elements.Length; position++)
        {
            if (IsSame(elements[position], field) || IsSame(elements[position].CorrespondingTupleField, field))
            {
                return position;
            }
        }

        return null;
    }

    private static bool IsSame(IFieldSymbol? element, IFieldSymbol field) => SymbolEqualityComparer.Default.Equals(element, field);

    public bool Equals(Place other) =>
        _element == other._element
        && Nullable.Equals(Capture, other.Capture)
        && SymbolEqualityComparer.Default.Equals(_given, other._given)
        && SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol);

    public override bool Equals(object? obj) => obj is Place other && Equals(other);

    public override int GetHashCode()
    {
        var root = Symbol is null ? Capture.GetHashCode() : SymbolEqualityComparer.Default.GetHashCode(Symbol);
        return root * 31 + _element;
    }
}
