using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>
/// A call from which on a program reaps: it gives SIGCHLD a handler, or to the kernel, or starts a thread that does not keep the program
/// alive. Others, whose end somebody may wait for, are none.
/// </summary>
/// <param name="Call">The call.</param>
/// <param name="Function">What runs from then on; null where the kernel reaps.</param>
/// <param name="IsRun">It runs once, from the call on, and not at each signal.</param>
internal sealed record ReaperStart(InvocationExpressionSyntax Call, SyntaxNode? Function, bool IsRun)
{
    private const int SigIgn = 1;
    private const int NoChildWait = 2;

    // The system's own number, that of PosixSignal, and that of Mono's Signum.
    private static readonly long[] Sigchld = [17, -5];

    /// <summary>Whether the number is that of the signal.</summary>
    public static bool IsSigchld(long? number) => number is { } signal && Sigchld.Contains(signal);

    /// <summary>Null for any other call.</summary>
    public static ReaperStart? Of(InvocationExpressionSyntax call, ProgramText program)
    {
        if (program.SymbolOf(call) is not IMethodSymbol method)
        {
            return null;
        }

        var native = ImportCall.Of(call, program);
        var arguments = call.ArgumentList.Arguments;
        switch (native.Name)
        {
            case "signal" or "bsd_signal" or "sysv_signal" or "SetSignalAction" when native.Arguments.Count == 2 && IsSigchld(native.NumberIn(0, program)):
                return native.Arguments[1] is { } handler ? OfHandler(handler) : null;
            case "sigaction" when native.Arguments.Count == 3 && IsSigchld(native.NumberIn(0, program)):
                return native.Arguments[1] is { } action ? OfAction(action) : null;
            case "Create" when method.ContainingType.Name == "PosixSignalRegistration" && arguments.Count == 2 && IsSigchld(native.NumberIn(0, program)):
                return OfFunction(arguments[1].Expression, isRun: false);
            case "Start" when method.ContainingType is { Name: "Thread", ContainingNamespace.Name: "Threading" } && arguments.Count == 0:
                return ThreadIn(call, program) is { ArgumentList.Arguments: { Count: > 0 } of } thread && IsBackground(call, thread, program)
                    ? OfFunction(of[0].Expression, isRun: true) : null;
            case "Run" when method.ContainingType.Name == "Task" && arguments.Count == 1:
            case "StartNew" when method.ContainingType.Name == "TaskFactory" && arguments.Skip(1).All(a => program.NumberOf(a.Expression) is not null):
            case "QueueUserWorkItem" or "UnsafeQueueUserWorkItem" when method.ContainingType.Name == "ThreadPool" && arguments.Count == 1:
                return OfFunction(arguments[0].Expression, isRun: true);
            default:
                // An asynchronous loop, started and left to itself.
                return method.IsAsync && arguments.Count == 0 && FunctionValue.DeclarationOf(method) is { } function
                    ? new ReaperStart(call, function, IsRun: true) : null;
        }

        ReaperStart? OfFunction(ExpressionSyntax value, bool isRun)
            => FunctionValue.Of(value, program) is { } function ? new ReaperStart(call, function, isRun) : null;

        ReaperStart? OfHandler(ExpressionSyntax value)
            => Number(value, program) == SigIgn ? new ReaperStart(call, null, IsRun: false) : OfFunction(value, isRun: false);

        ReaperStart? OfAction(ExpressionSyntax value)
        {
            var fields = FieldsOf(value, program).ToList();
            var handlers = fields.Where(f => Says(f.Name, "handler") || Says(f.Name, "sigaction")).Select(f => f.Value).ToList();
            var isLeftToKernel = fields.Any(f => Says(f.Name, "flags") && (Number(f.Value, program) & NoChildWait) is > 0);
            return handlers.Count > 1 ? null
                : handlers.Count == 1 && Number(handlers[0], program) != 0 ? OfHandler(handlers[0])
                : isLeftToKernel ? new ReaperStart(call, null, IsRun: false) : null;
        }
    }

    /// <summary>The making of the thread that a call starts.</summary>
    private static BaseObjectCreationExpressionSyntax? ThreadIn(InvocationExpressionSyntax start, ProgramText program)
    {
        var thread = (start.Expression as MemberAccessExpressionSyntax)?.Expression;
        while (thread is ParenthesizedExpressionSyntax inner)
        {
            thread = inner.Expression;
        }

        return thread as BaseObjectCreationExpressionSyntax
            ?? (thread is not null && program.SymbolOf(thread) is { } variable && Mentions.AreConfined(variable)
                ? FunctionValue.OnlyValueOf(variable, program) as BaseObjectCreationExpressionSyntax : null);
    }

    private static bool IsBackground(InvocationExpressionSyntax start, BaseObjectCreationExpressionSyntax thread, ProgramText program)
        => (thread.Initializer?.Expressions.Any(IsSet) ?? false)
            || (start.Expression is MemberAccessExpressionSyntax { Expression: var variable } && program.SymbolOf(variable) is { } symbol
                && Mentions.AreConfined(symbol)
                && FieldsOf(symbol, program).Any(f => f.Name == "IsBackground" && IsSet((AssignmentExpressionSyntax)f.Value.Parent!)));

    private static bool IsSet(ExpressionSyntax setting)
        => setting is AssignmentExpressionSyntax { Left: var left, Right.RawKind: (int)SyntaxKind.TrueLiteralExpression }
            && left.ToString().EndsWith("IsBackground", StringComparison.Ordinal);

    /// <summary>The number that a handler or flag is, also under the names that C has for it.</summary>
    private static long? Number(ExpressionSyntax value, ProgramText program, int steps = 4)
        => program.NumberOf(value) ?? (steps == 0 ? null : value switch
        {
            CastExpressionSyntax cast => Number(cast.Expression, program, steps - 1),
            ParenthesizedExpressionSyntax inner => Number(inner.Expression, program, steps - 1),
            BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } => program.NumberOf(arguments[0].Expression),
            SimpleNameSyntax or MemberAccessExpressionSyntax => program.SymbolOf(value) switch
            {
                IFieldSymbol { IsStatic: true, Name: "SIG_IGN" } => SigIgn,
                IFieldSymbol { IsStatic: true, Name: "SIG_DFL" or "Zero" } => 0,
                ILocalSymbol or IFieldSymbol { IsReadOnly: true } => FunctionValue.OnlyValueOf(program.SymbolOf(value)!, program) is { } only
                    ? Number(only, program, steps - 1) : null,
                _ => null,
            },
            _ => null,
        });

    private static bool Says(string field, string word) => field.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>What the fields of a struct in a variable are set to, where it is made and behind.</summary>
    private static IEnumerable<(string Name, ExpressionSyntax Value)> FieldsOf(ExpressionSyntax value, ProgramText program)
    {
        var variable = value is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.AddressOfExpression } address ? address.Operand : value;
        return program.SymbolOf(variable) is { } symbol && Mentions.AreConfined(symbol) ? FieldsOf(symbol, program) : [];
    }

    private static IEnumerable<(string Name, ExpressionSyntax Value)> FieldsOf(ISymbol variable, ProgramText program)
        => FunctionValue.ValuesOf(variable, program).OfType<BaseObjectCreationExpressionSyntax>()
            .SelectMany(creation => creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>() ?? [])
            .Select(a => (a.Left.ToString(), a.Right))
            .Concat(Mentions.Of(variable, program)
                .Select(name => name.Parent)
                .OfType<MemberAccessExpressionSyntax>()
                .Where(access => access.Parent is AssignmentExpressionSyntax assignment && assignment.Left == access)
                .Select(access => (access.Name.Identifier.ValueText, ((AssignmentExpressionSyntax)access.Parent!).Right)));
}
