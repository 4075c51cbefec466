using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    /// <summary>What is known of an expression besides what it is to the child.</summary>
    private PlaceFact FactOf(IOperation source, Value? value)
    {
        if (value is ChildValue or ObjectValue or HolderValue)
        {
            return default;
        }

        if (value is NumberValue number)
        {
            return new PlaceFact(null, number.Number);
        }

        if (value is TruthValue truthValue)
        {
            return new PlaceFact(null, truthValue.IsTrue);
        }

        var stripped = Strip(source);
        if ((source.ConstantValue.HasValue || source.Type?.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T ? source : stripped)?.ConstantValue is { HasValue: true } constant)
        {
            return new PlaceFact(constant.Value is null, constant.Value is bool or string ? constant.Value : CallSlots.NumberOf(constant.Value));
        }

        if (stripped is IDefaultValueOperation { Type.IsReferenceType: true } || IsNoToken(stripped))
        {
            return new PlaceFact(true, null);
        }

        if (stripped is IObjectCreationOperation or IArrayCreationOperation or ICaughtExceptionOperation or IInterpolatedStringOperation || IsNeverNull(stripped))
        {
            return new PlaceFact(false, null);
        }

        if (Place.Of(source) is { } from)
        {
            return State.Facts.Of(from);
        }

        return source.Type?.SpecialType == SpecialType.System_Boolean && Truth(source) is { } truth ? new PlaceFact(null, truth) : default;
    }

    // What the framework says of its own members.
    private static bool IsNeverNull(IOperation? source) => source switch
    {
        IInvocationOperation call => call.TargetMethod is { ReturnType.IsReferenceType: true, OriginalDefinition.ReturnNullableAnnotation: NullableAnnotation.NotAnnotated } method
            && HandleUse.IsFramework(method.ContainingAssembly),
        IPropertyReferenceOperation { Property: { Type.IsReferenceType: true, OriginalDefinition.NullableAnnotation: NullableAnnotation.NotAnnotated } property } =>
            HandleUse.IsFramework(property.ContainingAssembly),
        _ => false,
    };
}
