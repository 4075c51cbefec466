using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>What a call makes of SIGCHLD.</summary>
internal enum SigchldChange
{
    /// <summary>Nothing new: it asks, or puts back what was there; or nobody can tell.</summary>
    None,

    /// <summary>Ignored, or SA_NOCLDWAIT: the kernel throws each child's status away.</summary>
    Ignored,

    /// <summary>Another handler, or none.</summary>
    Replaced,
}

/// <summary>Reads signal and sigaction.</summary>
internal static class SigchldChanges
{
    private const long Ignore = 1;
    private const long Default = 0;
    private const long NoChildWait = 2;

    // Code that is being typed may define a pointer by itself.
    private const int MaxDepth = 4;

    // How a variable is called that keeps what was there before.
    private static readonly string[] Saved = { "old", "prev", "saved", "before", "original", "restore" };

    public static SigchldChange Of(IInvocationOperation call, CatalogueEntry entry, KnownSymbols known, CallSite? via = null)
    {
        if (call.ValueIn(entry.Handler) is { } handler)
        {
            return OfHandler(handler, known, via);
        }

        return call.ValueIn(entry.Action) is { } action ? OfAction(call, entry, action, known, via) : SigchldChange.None;
    }

    /// <summary>What a call gives as the handler: by itself, or in a struct that is filled here.</summary>
    public static IEnumerable<IOperation> HandlersOf(IInvocationOperation call, CatalogueEntry entry) =>
        call.ValueIn(entry.Handler) is { } handler ? new[] { handler }
        : call.ValueIn(entry.Action) is { } action ? ActionFields.Of(action, null).Where(IsHandler).Select(field => field.Value)
        : Enumerable.Empty<IOperation>();

    private static SigchldChange OfHandler(IOperation handler, KnownSymbols known, CallSite? via, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            return SigchldChange.None;
        }

        switch (KnownNumber.Of(handler, via))
        {
            case Ignore:
                return SigchldChange.Ignored;
            case Default:
                return SigchldChange.Replaced;
            case not null:
                return SigchldChange.None;
        }

        var (origin, at) = Origin.OfKept(handler, via);
        var writes = Writes.Of(origin);
        if (IsChange(origin, known) || writes.Values.Any(value => IsChange(Origin.Of(value), known)))
        {
            // What an earlier call returned is put back.
            return SigchldChange.None;
        }

        return origin switch
        {
            // A delegate for a pointer, or a pointer for a delegate.
            IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType.Name: "Marshal" }, Arguments: { Length: 1 } arguments } => OfHandler(arguments[0].Value, known, at, depth + 1),
            IInvocationOperation call => known.IsNativeImport(call.TargetMethod) || call.TargetMethod.DeclaringSyntaxReferences.IsEmpty ? SigchldChange.Replaced : SigchldChange.None,
            IAddressOfOperation or IMethodReferenceOperation or IAnonymousFunctionOperation => SigchldChange.Replaced,
            _ when writes.Values.IsEmpty && SaysSaved(origin) => SigchldChange.None,
            _ => IsFunction(origin) ? SigchldChange.Replaced : SigchldChange.None,
        };
    }

    // What comes out of a table may have been put there by an earlier call.
    private static bool IsFunction(IOperation variable) =>
        variable is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: true }
        && variable.Type is { TypeKind: TypeKind.Delegate or TypeKind.FunctionPointer };

    private static bool IsChange(IOperation operation, KnownSymbols known) =>
        operation is IInvocationOperation call && known.LinesAbout(call).Any(line => line.Role == ChildRole.SetsSigchld);

    private static bool SaysSaved(IOperation variable) => NameOf(variable) is { } name && Saved.Any(word => Says(name, word));

    private static string? NameOf(IOperation variable) => variable switch
    {
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        ILocalReferenceOperation local => local.Local.Name,
        IMemberReferenceOperation member => member.Member.Name,
        IInvocationOperation call => call.TargetMethod.Name,
        _ => null,
    };

    private static SigchldChange OfAction(IInvocationOperation call, CatalogueEntry entry, IOperation action, KnownSymbols known, CallSite? via)
    {
        var parameter = call.ArgumentAt(entry.Action.Index)?.Parameter;
        var isStruct = parameter?.Type is { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None };
        if (parameter?.RefKind == RefKind.Out || (!isStruct && KnownNumber.Of(action, via) == 0))
        {
            return SigchldChange.None;
        }

        var (origin, at) = Origin.OfKept(ActionFields.VariableIn(action), via);
        var writes = Writes.Of(ActionFields.VariableIn(origin));
        if (writes.Fillers.Any(filler => WasSaved(filler, origin, known)))
        {
            return SigchldChange.None;
        }

        var fields = ActionFields.Of(action, via).ToList();
        if (fields.Any(field => MakesKernelReap(field.Name, KnownNumber.Of(field.Value, at))))
        {
            return SigchldChange.Ignored;
        }

        // Filled elsewhere, or with a handler that is given: it may well be what was there before.
        return fields.Where(IsHandler).Select(field => OfHandler(field.Value, known, at)).DefaultIfEmpty(
            fields.Count > 0 || origin is IObjectCreationOperation or IDefaultValueOperation || writes.Values.Any(value => Origin.Of(value) is IObjectCreationOperation or IDefaultValueOperation)
                ? SigchldChange.Replaced
                : SigchldChange.None).Max();
    }

    // The struct is the program's own, so its fields are known by what C calls them, less the prefix.
    private static bool MakesKernelReap(string field, long? value) =>
        (Says(field, "flags") && (value & NoChildWait) is > 0) || (Says(field, "handler") && value == Ignore);

    private static bool IsHandler((string Name, IOperation Value) field) => Says(field.Name, "handler") || Says(field.Name, "sigaction");

    private static bool Says(string name, string word) => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Whether the call wrote what was there before into the variable: it stands behind the new action, or the line knows none.</summary>
    private static bool WasSaved(IInvocationOperation filler, IOperation variable, KnownSymbols known) =>
        known.LinesAbout(filler).Any(line => line.Role == ChildRole.SetsSigchld && filler.Arguments.Any(a =>
            a.Parameter?.Ordinal > line.Action.Index && ActionFields.IsSame(ActionFields.VariableIn(a.Value), variable)));
}
