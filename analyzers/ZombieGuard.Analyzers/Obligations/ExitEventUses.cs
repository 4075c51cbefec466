using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>
/// Whether code may raise the exit event of a <c>Process</c>: it enables the event, or looks at the child in a way that notices its end
/// and raises the event on the spot. Measured on .NET 10: <c>HasExited</c>, <c>ExitCode</c>, <c>ExitTime</c> and
/// <c>WaitForExitAsync</c> do; <c>WaitForExit</c>, with a time limit or without, and <c>Dispose</c> do not.
/// </summary>
internal static class ExitEventUses
{
    private static readonly HashSet<string> Raisers = new() { "EnableRaisingEvents", "HasExited", "ExitCode", "ExitTime", "WaitForExitAsync" };

    /// <summary>Whether the code does so outside the handlers of the event: these run only once it is raised.</summary>
    public static bool RaisedIn(IEnumerable<SyntaxReference> code)
    {
        var declarations = code.Select(r => r.GetSyntax()).ToList();
        var handlers = declarations.SelectMany(d => d.DescendantNodes()).OfType<AssignmentExpressionSyntax>().Where(IsSubscription).Select(a => a.Right).ToList();
        var methods = handlers.Select(h => h switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
            _ => null,
        }).ToImmutableHashSet();
        return declarations.Any(d => d.DescendantNodes(n => !handlers.Contains(n) && !(n is MethodDeclarationSyntax m && methods.Contains(m.Identifier.ValueText))
                && !(n is LocalFunctionStatementSyntax f && methods.Contains(f.Identifier.ValueText)))
            .OfType<IdentifierNameSyntax>().Any(n => Raisers.Contains(n.Identifier.ValueText) && !IsSetToFalse(n)));
    }

    /// <summary>What a <c>Process</c> of the program's own is seen to do about its exit by itself.</summary>
    public static ObjectMarks MarksOf(ITypeSymbol type)
    {
        var names = type.DeclaringSyntaxReferences.SelectMany(r => r.GetSyntax().DescendantNodes()).OfType<IdentifierNameSyntax>()
            .Where(n => !IsSetToFalse(n)).Select(n => n.Identifier.ValueText).Where(n => n is "Exited" or "EnableRaisingEvents").ToImmutableHashSet();
        return (names.Contains("Exited") ? ObjectMarks.ExitSubscribed : ObjectMarks.None)
            | (names.Contains("EnableRaisingEvents") ? ObjectMarks.EventsEnabled : ObjectMarks.None);
    }

    /// <summary>Whether the member at hand does so, to the child or to a process that may be the child.</summary>
    /// <param name="member">The bound tree of the member.</param>
    /// <param name="creation">What makes the object that becomes the child, or starts the child; null when that is elsewhere.</param>
    public static bool RaisedIn(IOperation member, SyntaxNode? creation)
    {
        var handlers = member.Descendants().OfType<IEventAssignmentOperation>()
            .Where(a => a is { Adds: true, EventReference: IEventReferenceOperation { Event.Name: "Exited" } }).Select(a => a.HandlerValue).ToList();
        var functions = handlers.SelectMany(h => h.DescendantsAndSelf()).OfType<IMethodReferenceOperation>()
            .SelectMany(m => m.Method.DeclaringSyntaxReferences).Select(r => r.GetSyntax()).Concat(handlers.Select(h => h.Syntax)).ToList();
        return member.Descendants().Any(o =>
            (o is IPropertyReferenceOperation property ? property.Property.Name : (o as IInvocationOperation)?.TargetMethod.Name) is { } name
            && Raisers.Contains(name)
            && !(o.Parent is ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: false } } assignment && assignment.Target == o)
            && !functions.Any(f => f.SyntaxTree == o.Syntax.SyntaxTree && f.Span.Contains(o.Syntax.Span))
            && !IsOfAnother(o is IInvocationOperation call ? call.Instance : ((IPropertyReferenceOperation)o).Instance, member, creation));
    }

    /// <summary>Whether the receiver is an object that is made, or started, elsewhere in the member, and nothing else ever.</summary>
    private static bool IsOfAnother(IOperation? receiver, IOperation member, SyntaxNode? creation)
    {
        var made = receiver switch
        {
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver, Parent.Parent.Parent: IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation within } } => within.Syntax,
            ILocalReferenceOperation { Local: var local } when !member.Descendants().Any(o => Writes(o, local)) => MakerOf(local),
            _ => null,
        };
        return made is not null && creation is not null && (made.SyntaxTree != creation.SyntaxTree || made.Span != creation.Span);
    }

    private static SyntaxNode? MakerOf(ILocalSymbol local)
    {
        var value = (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as VariableDeclaratorSyntax)?.Initializer?.Value;
        while (value is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure)
        {
            value = sure.Operand;
        }

        return value is BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Process" }, Name.Identifier.ValueText: "Start" } }
            ? value
            : null;
    }

    private static bool Writes(IOperation operation, ILocalSymbol local) => operation switch
    {
        IAssignmentOperation { Target: ILocalReferenceOperation target } => SymbolEqualityComparer.Default.Equals(target.Local, local),
        IArgumentOperation { Parameter.RefKind: not RefKind.None, Value: ILocalReferenceOperation given } => SymbolEqualityComparer.Default.Equals(given.Local, local),
        _ => false,
    };

    private static bool IsSetToFalse(IdentifierNameSyntax name) =>
        (name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (SyntaxNode)name) is var property
        && property.Parent is AssignmentExpressionSyntax { Right.RawKind: (int)SyntaxKind.FalseLiteralExpression } assignment && assignment.Left == property;

    private static bool IsSubscription(AssignmentExpressionSyntax assignment) =>
        assignment.IsKind(SyntaxKind.AddAssignmentExpression) && assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Exited" };
}
