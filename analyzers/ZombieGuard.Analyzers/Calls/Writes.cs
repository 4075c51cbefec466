using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>What is put into a local, a field or a property, as far as the member or type that declares it says.</summary>
/// <param name="Values">What is assigned or given as the initial value, null left out.</param>
/// <param name="Fillers">The calls that it is passed to by reference, each of which may fill it.</param>
/// <param name="AreAll">Whether nothing else can be put into it.</param>
internal sealed record Writes(ImmutableArray<IOperation> Values, ImmutableArray<IInvocationOperation> Fillers, bool AreAll)
{
    private static readonly Writes Unknown = new(ImmutableArray<IOperation>.Empty, ImmutableArray<IInvocationOperation>.Empty, AreAll: false);

    /// <summary>Gets the only value that it ever has; null where that cannot be told.</summary>
    public IOperation? Only => AreAll && Fillers.IsEmpty && Values.Length == 1 ? Values[0] : null;

    /// <summary>What is put into the variable that the operation reads.</summary>
    public static Writes Of(IOperation reference) => reference switch
    {
        ILocalReferenceOperation local => Collect(local.Local, local.SemanticModel, new[] { Origin.RootOf(reference).Syntax }, areAll: true),
        IFieldReferenceOperation { Field: { IsConst: false } field } =>
            OfMember(field, reference.SemanticModel, field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private),
        IPropertyReferenceOperation { Property: { IsIndexer: false, IsVirtual: false, IsAbstract: false, IsOverride: false } property } =>
            OfMember(property, reference.SemanticModel, property.SetMethod is null or { DeclaredAccessibility: Accessibility.Private }),
        _ => Unknown,
    };

    private static Writes OfMember(ISymbol member, SemanticModel? near, bool areAll) =>
        member.DeclaringSyntaxReferences.IsEmpty
            ? Unknown
            : Collect(member, near, member.ContainingType.DeclaringSyntaxReferences.Select(r => r.GetSyntax()), areAll);

    private static Writes Collect(ISymbol variable, SemanticModel? near, IEnumerable<SyntaxNode> scopes, bool areAll)
    {
        if (near is null)
        {
            return Unknown;
        }

        var values = ImmutableArray.CreateBuilder<IOperation>();
        var fillers = ImmutableArray.CreateBuilder<IInvocationOperation>();
        foreach (var declaration in variable.DeclaringSyntaxReferences.Select(r => r.GetSyntax()))
        {
            if (StartOf(declaration) is { } start)
            {
                Add(start);
            }
            else if (declaration is SingleVariableDesignationSyntax { Parent: DeclarationExpressionSyntax { Parent: { } argument } })
            {
                // out var old
                AddFiller(argument);
            }
        }

        foreach (var scope in scopes)
        {
            var model = OtherTrees.ModelOf(near, scope.SyntaxTree);
            foreach (var name in scope.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == variable.Name))
            {
                ExpressionSyntax whole = name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? member : name;
                if (IsRead(whole) || !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol?.OriginalDefinition, variable.OriginalDefinition))
                {
                    continue;
                }

                switch (whole.Parent)
                {
                    case AssignmentExpressionSyntax assignment when assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) || assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression):
                        Add(assignment.Right);
                        break;
                    case { } other:
                        AddFiller(other);
                        break;
                }
            }
        }

        return new(values.ToImmutable(), fillers.ToImmutable(), areAll);

        void AddFiller(SyntaxNode passed)
        {
            if (passed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && OtherTrees.ModelOf(near, call.SyntaxTree).GetOperation(call) is IInvocationOperation filler)
            {
                fillers.Add(filler);
            }
            else
            {
                areAll = false;
            }
        }

        void Add(ExpressionSyntax value)
        {
            if (OtherTrees.ModelOf(near, value.SyntaxTree).GetOperation(value) is { } operation && operation is not { ConstantValue: { HasValue: true, Value: null } })
            {
                values.Add(operation);
            }
        }
    }

    private static ExpressionSyntax? StartOf(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax variable => variable.Initializer?.Value,
        PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression
            ?? property.AccessorList?.Accessors.FirstOrDefault(a => a.IsKind(SyntaxKind.GetAccessorDeclaration))?.ExpressionBody?.Expression,
        _ => null,
    };

    private static bool IsRead(ExpressionSyntax variable) => variable.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left != variable,
        ArgumentSyntax { Parent: TupleExpressionSyntax tuple } => tuple.Parent is not AssignmentExpressionSyntax assignment || assignment.Left != tuple,
        ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword) && !argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword),
        PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax =>
            !(variable.Parent.IsKind(SyntaxKind.AddressOfExpression) || variable.Parent.IsKind(SyntaxKind.PreIncrementExpression)
                || variable.Parent.IsKind(SyntaxKind.PreDecrementExpression) || variable.Parent.IsKind(SyntaxKind.PostIncrementExpression)
                || variable.Parent.IsKind(SyntaxKind.PostDecrementExpression)),
        RefExpressionSyntax => false,
        _ => true,
    };
}
