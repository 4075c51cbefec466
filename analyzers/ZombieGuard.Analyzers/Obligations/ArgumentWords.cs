using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>Arguments that a start is given word by word: <c>Process.Start("cmd", ["/c", "start"])</c>, <c>info.ArgumentList.Add("run")</c>.</summary>
internal static class ArgumentWords
{
    /// <summary>The lists of texts among the arguments of a call.</summary>
    public static IEnumerable<IOperation> ListsIn(ImmutableArray<IArgumentOperation> arguments) => arguments
        .Where(a => a.Parameter?.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T } list
            && list.TypeArguments[0].SpecialType == SpecialType.System_String)
        .Select(a => a.Value);

    /// <summary>The property whose list is added to, by its name or in an initializer.</summary>
    public static IPropertyReferenceOperation? PropertyOf(IOperation? list) => list switch
    {
        IPropertyReferenceOperation property => property,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver, Parent.Parent: IObjectOrCollectionInitializerOperation { Parent: IMemberInitializerOperation member } } =>
            member.InitializedMember as IPropertyReferenceOperation,
        _ => null,
    };

    /// <summary>The words up to the first that is no constant, as one text; null where the first is none.</summary>
    public static string? TextOf(IEnumerable<IOperation> words, StartInfoLinks links)
    {
        var known = words.SelectMany(word => WordsIn(word, links)).TakeWhile(word => word is not null).ToList();
        return known.Count == 0 ? null : string.Join(" ", known);
    }

    private static IEnumerable<string?> WordsIn(IOperation operation, StartInfoLinks links)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues.Select(value => links.TextsOf(value).FirstOrDefault()),
            // The operation of a collection expression is younger than this version of the compiler's interface.
            _ when operation.Syntax is CollectionExpressionSyntax collection => collection.Elements.Select(element =>
                element is ExpressionElementSyntax { Expression: { } word } && operation.SemanticModel?.GetOperation(word) is { } text ? links.TextsOf(text).FirstOrDefault() : null),
            _ => new[] { links.TextsOf(operation).FirstOrDefault() },
        };
    }
}
