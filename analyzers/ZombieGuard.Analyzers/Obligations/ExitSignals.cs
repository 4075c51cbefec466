using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>
/// What the handlers of the exit touch: an event that they set, a task that they complete. Code that waits for one of these has
/// waited for the exit.
/// </summary>
internal sealed class ExitSignals
{
    private readonly IOperation _member;
    private readonly KnownSymbols _known;
    private readonly HashSet<string> _touched = new();

    public ExitSignals(IOperation member, KnownSymbols known)
    {
        _member = member;
        _known = known;
        foreach (var handler in member.Descendants().OfType<IEventAssignmentOperation>().Where(IsOfExit).Select(a => a.HandlerValue))
        {
            _touched.UnionWith(CodeOf(handler).SelectMany(code => code.DescendantNodes()).OfType<IdentifierNameSyntax>().Select(n => n.Identifier.ValueText));
        }
    }

    /// <summary>Whether the member's code waits for one of them before it comes to a place.</summary>
    public bool AreAwaitedBefore(SyntaxNode place) =>
        _touched.Count > 0
        && _member.Descendants().Any(o => o.Syntax.Span.End <= place.SpanStart
            && (o is IWhileLoopOperation loop ? loop.Condition?.DescendantsAndSelf().Any(IsTouched) == true : IsWait(o) && o.Descendants().Any(IsTouched)));

    private bool IsOfExit(IEventAssignmentOperation assignment) =>
        assignment is { Adds: true, EventReference: IEventReferenceOperation reference } && _known.Find(reference.Event).Any(e => e.Role == ChildRole.ExitEvent);

    // Of a method that is named as the handler, its declaration.
    private static IEnumerable<SyntaxNode> CodeOf(IOperation handler) =>
        handler.DescendantsAndSelf().OfType<IMethodReferenceOperation>().SelectMany(m => m.Method.DeclaringSyntaxReferences).Select(r => r.GetSyntax())
            .Append(handler.Syntax);

    private static bool IsWait(IOperation operation) => operation switch
    {
        IAwaitOperation => true,
        IInvocationOperation call => call.TargetMethod.Name is "GetResult" or "Join" || call.TargetMethod.Name.StartsWith("Wait", System.StringComparison.Ordinal),
        IPropertyReferenceOperation property => property.Property.Name == "Result",
        _ => false,
    };

    private bool IsTouched(IOperation mention) => mention switch
    {
        ILocalReferenceOperation local => _touched.Contains(local.Local.Name) && !_known.IsProcess(local.Type),
        IParameterReferenceOperation parameter => _touched.Contains(parameter.Parameter.Name) && !_known.IsProcess(parameter.Type),
        IFieldReferenceOperation field => _touched.Contains(field.Field.Name) && !_known.IsProcess(field.Type),
        _ => false,
    };
}
