using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>
/// Writes a condition that has no side effects as text, so that a second test of the same condition is recognised
/// (<c>if (options.Wait) … if (options.Wait)</c>).
/// </summary>
internal sealed class ConditionKey
{
    private const string Equal = "(" + nameof(BinaryOperatorKind.Equals) + " ";

    private readonly StringBuilder _text = new();
    private readonly ImmutableArray<ISymbol>.Builder _roots = ImmutableArray.CreateBuilder<ISymbol>();
    private bool _isVolatile;

    private ConditionKey()
    {
    }

    /// <summary>
    /// The text of the condition, and whether it is the opposite of what the text says (<c>a &lt;= b</c> is written as
    /// <c>a &gt; b</c>, negated); null when asking twice may give two answers.
    /// </summary>
    public static (string Text, bool IsNegated, ImmutableArray<ISymbol> Roots, bool IsVolatile)? Of(IOperation condition)
    {
        var isNegated = false;
        for (var again = true; again;)
        {
            switch (condition)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    condition = conversion.Operand;
                    break;
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                    condition = not.Operand;
                    isNegated = !isNegated;
                    break;
                default:
                    again = false;
                    break;
            }
        }

        isNegated ^= condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual };
        var key = new ConditionKey();
        return key.Write(condition) && key._roots.Count > 0 ? (key._text.ToString(), isNegated, key._roots.ToImmutable(), key._isVolatile) : null;
    }

    /// <summary>Of a question whether two numbers are equal the questions which of them is the smaller one; none for any other.</summary>
    public static IEnumerable<string> OrdersOf(string text) => text.StartsWith(Equal, StringComparison.Ordinal)
        ? new[] { BinaryOperatorKind.LessThan, BinaryOperatorKind.GreaterThan }.Select(kind => "(" + kind + text.Substring(Equal.Length - 1))
        : Enumerable.Empty<string>();

    /// <summary>The texts of the questions whether a token has been cancelled, asked of itself or of its source.</summary>
    public static IEnumerable<(string Text, ImmutableArray<ISymbol> Roots)> OfCancelled(IOperation token)
    {
        for (var asked = token; asked is not null; asked = asked is IPropertyReferenceOperation { Property.Name: "Token" } source ? source.Instance : null)
        {
            var key = new ConditionKey();
            key._text.Append(asked.Type?.ToDisplayString()).Append(".IsCancellationRequested ");
            if (key.Write(asked) && key._roots.Count > 0)
            {
                yield return (key._text.ToString(), key._roots.ToImmutable());
            }
        }
    }

    private bool Write(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true } constant)
        {
            _text.Append(Convert.ToString(constant.Value, CultureInfo.InvariantCulture) ?? "null").Append(' ');
            return true;
        }

        switch (operation)
        {
            case IConversionOperation { OperatorMethod: null } conversion:
                return Write(conversion.Operand);
            case ILocalReferenceOperation local:
                return Root(local.Local);
            case IParameterReferenceOperation parameter:
                return Root(parameter.Parameter);
            case IInstanceReferenceOperation:
                _text.Append("this");
                return true;
            case IFieldReferenceOperation field:
                return Member(field.Instance, field.Field);
            case IPropertyReferenceOperation { Arguments.IsEmpty: true } property:
                return Member(property.Instance, property.Property);
            case IArrayElementReferenceOperation { Indices.Length: 1 } element:
                _text.Append('[');
                _isVolatile = true;
                return Write(element.ArrayReference) && Write(element.Indices[0]);
            case IBinaryOperation binary when binary.OperatorMethod is null || IsForeign(binary.OperatorMethod):
                _text.Append('(').Append(Positive(binary.OperatorKind)).Append(' ');
                return Write(binary.LeftOperand) && Write(binary.RightOperand);
            case IUnaryOperation { OperatorMethod: null } unary:
                _text.Append(unary.OperatorKind).Append(' ');
                return Write(unary.Operand);
            case IIsTypeOperation type:
                _text.Append("is ").Append(type.TypeOperand.ToDisplayString()).Append(' ');
                return Write(type.ValueOperand);
            case IIsPatternOperation pattern:
                _text.Append("is ").Append(TextOf(pattern.Pattern)).Append(' ');
                return Write(pattern.Value);
            case IInvocationOperation { Instance: { Type.SpecialType: SpecialType.System_String } text } call when IsForeign(call.TargetMethod):
                _text.Append(call.TargetMethod.Name).Append(' ');
                return Write(text) && call.Arguments.All(a => Write(a.Value));
            case IInvocationOperation { Instance: null } call when IsForeign(call.TargetMethod):
                // A question to the framework (string.IsNullOrEmpty, OperatingSystem.IsLinux) is taken to have one answer.
                _isVolatile = true;
                _roots.Add(call.TargetMethod);
                _text.Append(call.TargetMethod.ToDisplayString()).Append(' ');
                return call.Arguments.All(a => Write(a.Value));
            default:
                return false;
        }
    }

    // A variable that the pattern declares has a name of its own each time.
    private static string TextOf(IPatternOperation pattern) =>
        pattern is IDeclarationPatternOperation { MatchedType: { } type } ? type.ToDisplayString() : pattern.Syntax.ToString();

    private static BinaryOperatorKind Positive(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.NotEquals => BinaryOperatorKind.Equals,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThan,
        _ => kind,
    };

    private bool Root(ISymbol symbol)
    {
        _roots.Add(symbol);
        _text.Append(symbol.Name).Append('@').Append(symbol.Locations.FirstOrDefault()?.SourceSpan.Start ?? -1).Append(' ');
        return true;
    }

    private bool Member(IOperation? instance, ISymbol member)
    {
        _isVolatile = true;
        _roots.Add(member);
        _text.Append(member.ContainingType?.ToDisplayString()).Append('.').Append(member.Name).Append(' ');
        return instance is null || Write(instance);
    }

    private static bool IsForeign(IMethodSymbol method) => method.DeclaringSyntaxReferences.IsEmpty;
}
