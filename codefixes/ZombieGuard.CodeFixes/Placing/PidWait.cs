using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>A way to call <c>waitpid</c> from a place: by an import that is visible there, or by one that has yet to be written.</summary>
internal sealed class PidWait
{
    private static readonly string[] WaitNames = ["waitpid", "wait4", "waitid", "wait", "wait3"];
    private readonly string _callee;
    private readonly IMethodSymbol? _import;

    private PidWait(string callee, IMethodSymbol? import)
    {
        _callee = callee;
        _import = import;
    }

    public bool NeedsImport => _import is null;

    /// <summary>The nearest import first; a new one only where there is none.</summary>
    public static IEnumerable<PidWait> Calls(LostChild child)
    {
        var model = child.Model;
        var position = child.Call.SpanStart;
        var spawner = (model.GetSymbolInfo(child.Call).Symbol as IMethodSymbol)?.ContainingType;
        var near = model.LookupSymbols(position, name: "waitpid");
        var beside = spawner is null ? [] : spawner.GetMembers("waitpid").AsEnumerable();
        var here = model.GetEnclosingSymbol(position)?.ContainingNamespace;
        var far = model.Compilation.GetSymbolsWithName("waitpid", SymbolFilter.Member)
            .OrderByDescending(m => m.Locations.Any(l => l.SourceTree == model.SyntaxTree))
            .ThenByDescending(m => SymbolEqualityComparer.Default.Equals(m.ContainingNamespace, here));
        var found = false;
        foreach (var import in near.Concat(beside).Concat(far).OfType<IMethodSymbol>().Where(m => IsUsable(m, model, position)))
        {
            found = true;
            var isNear = near.Contains(import, SymbolEqualityComparer.Default);
            var owner = isNear ? "" : import.ContainingType.ToMinimalDisplayString(model, position) + ".";
            yield return new PidWait(owner + import.Name, import);
        }

        if (!found)
        {
            yield return new PidWait("waitpid", null);
        }
    }

    /// <summary>Some wait names the child already.</summary>
    public static bool IsAnywhereIn(SyntaxNode function, ChildUses uses)
        => function.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
            WaitNames.Contains(CallName.Of(call)) && uses.Mentions(call.ArgumentList));

    /// <summary><c>waitpid(-1)</c> takes any child and 0 one of the group: only a positive pid may reach it.</summary>
    public static bool NeedsGuard(LostChild child, StatementList list, int index, ChildTest test)
    {
        if (!child.MayBeNone)
        {
            return false;
        }

        var excluded = list.Statements.Take(index).Where(s => s.SpanStart >= child.Statement!.SpanStart)
            .OfType<IfStatementSyntax>().Where(s => Jumps.EndsBranch(s.Statement)).ToList();
        bool Excludes(ChildTest.Outcome outcome)
            => excluded.Any(s => test.Holds(s.Condition, outcome) == true)
                || list.Owner.Parent is IfStatementSyntax around && around.Statement == list.Owner
                    && test.Holds(around.Condition, outcome) == false;

        return !(Excludes(ChildTest.Outcome.Absent) && Excludes(ChildTest.Outcome.Self));
    }

    /// <summary>The lines of the wait.</summary>
    public string[] Text(LostChild child, bool isGuarded)
    {
        var pid = WaitText.NameOf(child.Local!);
        var argument = child.LocalType?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int16 or null ? pid : "(int)" + pid;
        var status = _import?.Parameters[1];
        string[] wait = status is { RefKind: RefKind.Ref }
            ? [$"int {Status(child)} = 0;", $"{_callee}({argument}, ref {Status(child)}, 0);"]
            : [$"{_callee}({argument}, {(status is null or { RefKind: RefKind.Out } ? "out _" : "default")}, 0);"];
        return isGuarded ? [$"if ({pid} > 0)", "{", .. wait, "}"] : wait;
    }

    private static string Status(LostChild child) => FreshName.For(child.Function, "status");

    private static bool IsUsable(IMethodSymbol method, SemanticModel model, int position)
        => method.IsStatic
            && method.Parameters.Length == 3
            && IsInteger(method.Parameters[0].Type)
            && (method.Parameters[1].RefKind is RefKind.Out or RefKind.Ref && IsInteger(method.Parameters[1].Type)
                || method.Parameters[1].Type is { TypeKind: TypeKind.Pointer } or { SpecialType: SpecialType.System_IntPtr })
            && (IsInteger(method.Parameters[2].Type) || method.Parameters[2].Type.TypeKind == TypeKind.Enum)
            && model.IsAccessible(position, method)
            && (method.IsExtern || method.DeclaringSyntaxReferences.Length == 0
                || method.GetAttributes().Any(a => a.AttributeClass?.Name is "DllImportAttribute" or "LibraryImportAttribute"));

    private static bool IsInteger(ITypeSymbol type) => type.SpecialType is SpecialType.System_Int32;
}
