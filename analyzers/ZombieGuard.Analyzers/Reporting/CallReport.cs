using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Reporting;

/// <summary>Turns a call that a rule objects to into a diagnostic on its name.</summary>
internal static class CallReport
{
    public static Diagnostic Create(DiagnosticDescriptor descriptor, IInvocationOperation call) =>
        Diagnostic.Create(descriptor, CallSyntax.NameOf(call.Syntax).GetLocation(), call.TargetMethod.Name);

    public static Diagnostic Create(DiagnosticDescriptor descriptor, IObjectCreationOperation creation) =>
        Diagnostic.Create(descriptor, CallSyntax.NameOf(creation.Syntax).GetLocation(), creation.Type?.Name);
}
