using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations.Summaries;

/// <summary>A call of the program's own code that starts a child and leaves it to the caller.</summary>
/// <param name="Entry">What a line of the catalogue would say of it.</param>
/// <param name="HandleType">The type of the child's handle.</param>
internal sealed record OwnStart(CatalogueEntry Entry, ITypeSymbol? HandleType);

/// <summary>Finds such calls: by the types in the signature first, which costs next to nothing, then by the method's summary.</summary>
internal static class OwnStarts
{
    /// <summary>Whether the signature of a method of the program has a place for a child.</summary>
    public static bool MayBe(IInvocationOperation call, KnownSymbols known, Callees callees)
    {
        if (CodeRunBy(call) is not null)
        {
            return call.Type is not null && HoldsChild(call.Type, known);
        }

        var method = CalleeBodies.DefinitionOf(call.TargetMethod);
        return !method.DeclaringSyntaxReferences.IsEmpty
            && CalleeBodies.IsSure(method, call.IsVirtual)
            && (HoldsChild(method.ReturnType, known) || method.Parameters.Any(p => known.IsManagedChild(p.Type))
                || (!method.IsStatic && known.IsProcess(method.ContainingType))
                || (MayHoldPid(method) && callees.MayStartRawChild(method)));
    }

    /// <summary>What the call starts and leaves to its caller; null for nothing.</summary>
    public static OwnStart? Of(IInvocationOperation call, BodyContext body)
    {
        if (!MayBe(call, body.Known, body.Callees))
        {
            return null;
        }

        var method = CodeRunBy(call) ?? CalleeBodies.DefinitionOf(call.TargetMethod);
        return body.Callees.OfOwn(method, call.IsVirtual, Unstarted(method, body.Known), body)?.Spawned is { } child
            ? new OwnStart(
                new CatalogueEntry(
                    ChildRole.Spawns, null, null, null, Slot.Return, child.Kind, child.IsFork ? ResultMeaning.ZeroIsChild : ResultMeaning.Nothing, StartInfo: child.StartInfo, File: child.File, CommandLine: child.CommandLine),
                child.HandleType)
            : null;
    }

    /// <summary>The code that <c>Task.Run</c> or its like runs, so that its task gives what the code returns; null for any other call.</summary>
    public static IMethodSymbol? CodeRunBy(IInvocationOperation call)
    {
        if (call.TargetMethod is not ({ Name: "Run", ContainingType.Name: "Task" } or { Name: "StartNew", ContainingType.Name: "TaskFactory" }) || call.Arguments.IsEmpty)
        {
            return null;
        }

        var code = call.Arguments[0].Value;
        while (code is IConversionOperation conversion)
        {
            code = conversion.Operand;
        }

        return (code as IDelegateCreationOperation)?.Target switch
        {
            IFlowAnonymousFunctionOperation lambda => lambda.Symbol,
            IAnonymousFunctionOperation lambda => lambda.Symbol,
            IMethodReferenceOperation { IsVirtual: false } method => CalleeBodies.DefinitionOf(method.Method),
            _ => null,
        };
    }

    /// <summary>The most that a caller may hand over: a fresh object for every parameter that is a <c>Process</c>.</summary>
    private static Handed Unstarted(IMethodSymbol method, KnownSymbols known)
    {
        var values = ImmutableArray.CreateBuilder<(ISymbol? Variable, Value Value)>();
        foreach (var parameter in method.Parameters.Where(p => p.RefKind is RefKind.None && known.IsProcess(p.Type)))
        {
            values.Add((parameter, Handed.Object(method, parameter, ObjectMarks.None)));
        }

        if (!method.IsStatic && known.IsProcess(method.ContainingType))
        {
            values.Add((null, Handed.Object(method, null, ObjectMarks.None)));
        }

        return Handed.Nothing with { Values = values.ToImmutable() };
    }

    /// <summary>Whether something of the type can hand out a child: a <c>Process</c>, a task or tuple of one, an object with one in it.</summary>
    public static bool HoldsChild(ITypeSymbol type, KnownSymbols known) => type switch
    {
        _ when known.IsManagedChild(type) => true,
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(e => known.IsManagedChild(e.Type)),
        INamedTypeSymbol { TypeArguments: { Length: 1 } arguments, Name: "Task" or "ValueTask" } => HoldsChild(arguments[0], known),
        INamedTypeSymbol own => OwnRecord.HoldsChild(own, known),
        _ => false,
    };

    private static bool MayHoldPid(IMethodSymbol method) =>
        IsNumber(method.ReturnType) || method.Parameters.Any(p => p.RefKind is RefKind.Out or RefKind.Ref && HandleUse.IsNumber(p.Type));

    private static bool IsNumber(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(e => HandleUse.IsNumber(e.Type)),
        INamedTypeSymbol { TypeArguments: { Length: 1 } arguments, Name: "Task" or "ValueTask" or "Nullable" } => IsNumber(arguments[0]),
        _ => HandleUse.IsNumber(type) || (type is INamedTypeSymbol own && OwnRecord.HoldsPid(own)),
    };
}
