using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    private bool AssumePattern(IIsPatternOperation test, bool want)
    {
        var value = Evaluate(test.Value);
        if (IsDropped)
        {
            return true;
        }

        StorePatternVariables(test.Pattern, value);
        return Match(value, Place.Of(test.Value), test.Pattern, want);
    }

    private bool AssumeType(IIsTypeOperation test, bool want)
    {
        var value = Evaluate(test.ValueOperand);
        return want ? AssumeNull(value, Place.Of(test.ValueOperand), false) : AssumeNoMatch(value, test.ValueOperand.Type, test.TypeOperand);
    }

    /// <summary>Follows a value into a pattern; false when it cannot have the wanted outcome.</summary>
    private bool Match(Value? value, Place? place, IPatternOperation pattern, bool want)
    {
        if (IsDropped)
        {
            return true;
        }

        switch (pattern)
        {
            case INegatedPatternOperation not:
                return Match(value, place, not.Pattern, !want);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } or:
                return want
                    ? Choose() ? Match(value, place, or.LeftPattern, false) && Match(value, place, or.RightPattern, true) : Match(value, place, or.LeftPattern, true)
                    : Match(value, place, or.LeftPattern, false) && Match(value, place, or.RightPattern, false);
            case IBinaryPatternOperation and:
                return want
                    ? Match(value, place, and.LeftPattern, true) && Match(value, place, and.RightPattern, true)
                    : Choose() ? Match(value, place, and.LeftPattern, true) && Match(value, place, and.RightPattern, false) : Match(value, place, and.LeftPattern, false);
            case IConstantPatternOperation constant:
                return MatchConstant(value, place, constant, want);
            case IRelationalPatternOperation relational when NumberOf(relational.Value) is { } number:
                return AssumeNumber(value, place, relational.OperatorKind, number, want);
            case IDiscardPatternOperation:
                return want;
            case IDeclarationPatternOperation { MatchesNull: true }:
                return want;
            case IDeclarationPatternOperation declaration:
                return want ? AssumeNull(value, place, false) : AssumeNoMatch(value, declaration.InputType, declaration.MatchedType);
            case ITypePatternOperation type:
                return want ? AssumeNull(value, place, false) : AssumeNoMatch(value, type.InputType, type.MatchedType);
            case IRecursivePatternOperation recursive:
                return MatchRecursive(value, place, recursive, want);
            default:
                return true;
        }
    }

    private bool MatchConstant(Value? value, Place? place, IConstantPatternOperation constant, bool want)
    {
        if (IsNullConstant(constant.Value))
        {
            return AssumeNull(value, place, want);
        }

        if (constant.Value.ConstantValue is { HasValue: true, Value: bool expected })
        {
            return AssumeBool(value, expected == want) && (IsDropped || place is not { } asked || AssumeTruth(asked, expected == want));
        }

        return NumberOf(constant.Value) is not { } number || AssumeNumber(value, place, BinaryOperatorKind.Equals, number, want);
    }

    private bool MatchRecursive(Value? value, Place? place, IRecursivePatternOperation pattern, bool want)
    {
        // Of a tuple in a variable each element is a place of its own.
        var tuple = value is TupleValue && pattern.InputType.IsTupleType ? place : null;
        var parts = PartsOf(pattern);
        if (want)
        {
            return AssumeNull(value, place, false) && parts.All(p => MatchPart(value, tuple, p, true));
        }

        if (parts.Count == 0 || Choose())
        {
            return AssumeNoMatch(value, pattern.InputType, pattern.MatchedType);
        }

        // There is an object: the parts are looked at in turn, up to the first that is another.
        var other = parts.Take(parts.Count - 1).FirstOrDefault(_ => !Choose()) ?? parts.Last();
        return parts.TakeWhile(part => part != other).All(part => MatchPart(value, tuple, part, true)) && MatchPart(value, tuple, other, false);
    }

    private bool MatchPart(Value? owner, Place? tuple, PatternPart part, bool want)
    {
        var element = part.Member is null ? tuple?.Element(part.Position) : null;
        return Match(element is { } held ? Read(held) : ValueOf(owner, part), element, part.Pattern, want);
    }

    private static List<PatternPart> PartsOf(IRecursivePatternOperation pattern) => pattern.DeconstructionSubpatterns
        .Select((p, position) => new PatternPart(null, position, p))
        .Concat(pattern.PropertySubpatterns.Select(p => new PatternPart(p.Member, -1, p.Pattern)))
        .ToList();

    private Value? ValueOf(Value? owner, PatternPart part) =>
        !IsDropped && owner is ChildValue && part.Member is IPropertyReferenceOperation property ? EvaluatePropertyOfChild(property) : PartOf(owner, part);

    /// <summary>What of the child is in a part of an object or tuple that holds it.</summary>
    private Value? PartOf(Value? owner, PatternPart part) => owner switch
    {
        RecordValue record => HeldBy(record, part.Type),
        TupleValue tuple => tuple.Elements.ElementAtOrDefault(part.Member is IFieldReferenceOperation field ? Place.TupleElement(field.Field) ?? -1 : part.Position),
        _ => null,
    };

    /// <summary>A type test that fails: the value is null, unless the test narrows its type.</summary>
    private bool AssumeNoMatch(Value? value, ITypeSymbol? input, ITypeSymbol? matched)
    {
        if (input is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            input = nullable.TypeArguments[0];
        }

        if (value is RecordValue && matched is INamedTypeSymbol record && Holds(record))
        {
            // Whatever it was called in between, it is what holds the child.
            return false;
        }

        for (var type = value is ChildValue && !_child.IsRaw ? _child.HandleType : input; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, matched))
            {
                return AssumeNull(value, null, true);
            }
        }

        return true;
    }

    /// <summary>The variables that a pattern declares hold what is matched; no assignment says so.</summary>
    private void StorePatternVariables(IPatternOperation pattern, Value? value)
    {
        switch (pattern)
        {
            case IDeclarationPatternOperation { DeclaredSymbol: { } symbol }:
                Store(Place.Of(symbol), value);
                break;
            case IRecursivePatternOperation recursive:
                if (recursive.DeclaredSymbol is { } named)
                {
                    Store(Place.Of(named), value);
                }

                foreach (var part in PartsOf(recursive))
                {
                    StorePatternVariables(part.Pattern, PartOf(value, part));
                }

                break;
            case INegatedPatternOperation not:
                StorePatternVariables(not.Pattern, value);
                break;
            case IBinaryPatternOperation binary:
                StorePatternVariables(binary.LeftPattern, value);
                StorePatternVariables(binary.RightPattern, value);
                break;
        }
    }

    /// <summary>A part of an object that a pattern looks at: a member, or a position in what it is taken apart into.</summary>
    private sealed record PatternPart(IOperation? Member, int Position, IPatternOperation Pattern)
    {
        public ITypeSymbol? Type => Member?.Type ?? Pattern.InputType;
    }
}
