using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Obligations.Summaries;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>
/// Says of one mention of a handle, by the code around it, whether it waits for the child, stores it or hands it on
/// (it <em>takes</em> it), or only looks at it, prints, kills or disposes it. Works on bound trees, not on graphs.
/// </summary>
internal sealed class HandleUse
{
    private readonly KnownSymbols _known;
    private readonly Callees _callees;
    private readonly bool _isAskedOnce;

    /// <param name="known">What the catalogue says.</param>
    /// <param name="callees">What the program's own methods do.</param>
    /// <param name="isAskedOnce">Whether a question that is only passed on proves nothing: asked of a field or property, or by a filter.</param>
    public HandleUse(KnownSymbols known, Callees callees, bool isAskedOnce = false)
    {
        _known = known;
        _callees = callees;
        _isAskedOnce = isAskedOnce;
    }

    /// <summary>Whether the mention takes the child. In doubt it does: then nothing is reported.</summary>
    public bool Takes(IOperation mention)
    {
        var use = mention;
        while (use.Parent is IConversionOperation or IParenthesizedOperation)
        {
            use = use.Parent;
        }

        switch (use.Parent)
        {
            case IConditionalAccessOperation access when access.Operation == use:
                return access.WhenNotNull.DescendantsAndSelf().OfType<IConditionalAccessInstanceOperation>().FirstOrDefault() is not { } instance
                    || Takes(instance);
            case IPropertyReferenceOperation property when property.Instance == use:
                return TakesByProperty(property);
            case IFieldReferenceOperation field when field.Instance == use:
                return HoldsIn(field, use);
            case IInvocationOperation call when call.Instance == use:
                return TakesByCall(call);
            case IArgumentOperation argument:
                return TakesByArgument(argument, mention);
            case IEventReferenceOperation member:
                return _known.Find(member.Event).Any(e => e.Role == ChildRole.ExitEvent);
            case IAssignmentOperation assignment when assignment.Target == use:
                return false;
            case ISimpleAssignmentOperation { Target: IDiscardOperation }:
            case IExpressionStatementOperation:
            case IBinaryOperation:
            case IIsTypeOperation:
                return false;
            case IIsPatternOperation test:
                // What it is called from here on is not followed.
                return test.Pattern.DescendantsAndSelf().Any(p => p is IDeclarationPatternOperation or IRecursivePatternOperation { DeclaredSymbol: not null });
            case IInterpolationOperation:
            case IUsingOperation:
            case IMethodReferenceOperation { Method.Name: "Dispose" or "Kill" or "Close" }:
                return false;
            default:
                return true;
        }
    }

    private bool TakesByProperty(IPropertyReferenceOperation property)
    {
        var entries = _known.Find(property.Property);
        if (entries.Any(e => e is { Role: ChildRole.Adopts, Child.Kind: SlotKind.This }))
        {
            return true;
        }

        if (entries.IsEmpty)
        {
            return HoldsIn(property, property.Instance!);
        }

        if (entries.Any(e => e.Role == ChildRole.Aliases))
        {
            return property.Type?.SpecialType == SpecialType.System_Int32 ? IsWaitedForById(property) : Takes(property);
        }

        // Polling until the child has ended is a wait; asking once is not.
        return entries.Any(e => e.Role == ChildRole.Observes && e.Result == ResultMeaning.TrueIsEnded)
            ? IsPolled(property) || (!_isAskedOnce && IsReturned(property))
            // What a member keeps is looked at now and then: who reads how the child has ended knows that it has.
            : _isAskedOnce && entries.Any(e => e.Role == ChildRole.Observes);
    }

    // job.Process.WaitForExit(): what holds the child is asked for it.
    private bool HoldsIn(IMemberReferenceOperation part, IOperation owner) =>
        part.Type is { } type && ChildType.CanBe(type) && !_known.IsManagedChild(owner.Type) && !IsNumber(owner.Type) && Takes(part);

    /// <summary>Whether the number of a <c>Process</c> goes straight into a wait, or into a method of the program that waits by it.</summary>
    private bool IsWaitedForById(IPropertyReferenceOperation id)
    {
        IOperation use = id;
        while (use.Parent is IConversionOperation)
        {
            use = use.Parent;
        }

        return use.Parent is IArgumentOperation { Parent: IInvocationOperation call } argument
            && (_known.EntriesOf(call).Any(e => e.Role == ChildRole.Discharges && e.Child == Slot.Argument(argument.Parameter?.Ordinal ?? -1))
                || (argument.Parameter is not null && !IsForeign(call.TargetMethod)
                    && _callees.TakenBy(call.TargetMethod, call.IsVirtual, argument.Parameter, id.Instance!.Type, byId: true) == Taking.Takes));
    }

    // () => p.HasExited: whoever is given the question asks it until the answer is yes.
    private static bool IsReturned(IOperation question)
    {
        while (question.Parent is IUnaryOperation or IBinaryOperation or IConversionOperation or IParenthesizedOperation)
        {
            question = question.Parent;
        }

        return question.Parent is IReturnOperation;
    }

    private static bool IsPolled(IOperation question)
    {
        for (var operation = question; operation is not null; operation = operation.Parent)
        {
            if (operation is ILoopOperation)
            {
                return true;
            }

            if (operation is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return false;
            }
        }

        return false;
    }

    private bool TakesByCall(IInvocationOperation call)
    {
        var entries = _known.Find(call.TargetMethod);
        return entries.Any(e => e.Role is ChildRole.Discharges or ChildRole.Adopts or ChildRole.Detaches)
            || (entries.IsEmpty && !IsForeign(call.TargetMethod) && TakesInside(call, call.TargetMethod, call.IsVirtual, null, call.Instance!.Type));
    }

    /// <summary>Whether the program's own method takes the child, or gives it back to code that does.</summary>
    private bool TakesInside(IOperation call, IMethodSymbol method, bool isVirtual, IParameterSymbol? parameter, ITypeSymbol? type) =>
        _callees.TakenBy(method, isVirtual, parameter, type) switch
        {
            Taking.Takes => true,
            Taking.GivesBack => Takes(call),
            _ => false,
        };

    private bool TakesByArgument(IArgumentOperation argument, IOperation mention)
    {
        if (argument.Parent is IObjectCreationOperation { Constructor: { } constructor } creation)
        {
            return IsForeign(constructor) || TakesInside(creation, constructor, false, argument.Parameter, mention.Type);
        }

        if (argument.Parent is not IInvocationOperation call)
        {
            return true;
        }

        var entries = _known.Find(call.TargetMethod);
        if (entries.Any(e => e.Role is ChildRole.Prints or ChildRole.Kills || (e.Role == ChildRole.Detaches && IsNumber(mention.Type))))
        {
            return false;
        }

        if (entries.IsEmpty && !IsForeign(call.TargetMethod) && !_known.IsNativeImport(call.TargetMethod) && argument.Parameter is { RefKind: RefKind.None })
        {
            // A tuple, a record, a list: where in it the child is, the method is not asked.
            return !(_known.IsManagedChild(mention.Type) || IsNumber(mention.Type)) || TakesInside(call, call.TargetMethod, call.IsVirtual, argument.Parameter, mention.Type);
        }

        return !(IsNumber(mention.Type) && KeepsNumber(call.TargetMethod, argument.Parameter));
    }

    /// <summary>Whether a pid given to this parameter stays what it was: a number that the framework formats or compares.</summary>
    public static bool KeepsNumber(IMethodSymbol method, IParameterSymbol? parameter) =>
        IsForeign(method)
        && IsFramework(method.ContainingAssembly)
        && method.ContainingType is { TypeKind: not (TypeKind.Delegate or TypeKind.Interface) }
        && method.DeclaredAccessibility == Accessibility.Public // What a base class offers its heirs alone keeps what it is given: SafeHandle.SetHandle.
        && parameter is { RefKind: RefKind.None }
        && method.Parameters.All(p => p.RefKind == RefKind.None)
        && method.ContainingType.Name != "Marshal"
        && parameter.OriginalDefinition.Type.TypeKind != TypeKind.TypeParameter;

    /// <summary>Whether the handle is a plain number.</summary>
    public static bool IsNumber(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64
        or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;

    /// <summary>Whether the method's code is not part of this program.</summary>
    public static bool IsForeign(IMethodSymbol method) => method.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty;

    /// <summary>Whether the assembly belongs to the framework.</summary>
    public static bool IsFramework(IAssemblySymbol? assembly) =>
        assembly?.Name is { } name
        && (name is "mscorlib" or "netstandard" or "System" || name.StartsWith("System.", System.StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Extensions.", System.StringComparison.Ordinal));
}
