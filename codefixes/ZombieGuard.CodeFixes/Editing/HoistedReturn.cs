using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes.Editing;

/// <summary><c>return p.StandardOutput.ReadToEnd();</c>: the value is taken, the child waited for, the value returned.</summary>
internal static class HoistedReturn
{
    public static IEnumerable<StatementSyntax>? Around(LostChild child, WaitPlace place, ChildUses uses, IEnumerable<StatementSyntax> wait)
    {
        var statement = place.Hoisted!;
        if (statement.Expression is not { } value
            || value is RefExpressionSyntax
            || child.Model.GetTypeInfo(value).Type is not { } type
            || !ChildUses.IsPlainData(type)
            || uses.ReadsExit(value))
        {
            return null;
        }

        var text = value.ToString();
        var isError = text.Contains("StandardError") && !text.Contains("StandardOutput");
        var isStart = value.Contains(child.Call) && type.SpecialType == SpecialType.System_Boolean;
        var name = FreshName.For(
            child.Function, isStart ? "started" : isError ? "error" : text.Contains("StandardOutput") ? "output" : "result");
        var layout = place.List.LayoutOf(place.Index);
        var parts = layout.Statements([$"var {name} = value;", $"return {name};"]);
        var placeholder = parts[0].DescendantNodes().OfType<EqualsValueClauseSyntax>().Single().Value;
        var kept = parts[0].ReplaceNode(placeholder, value.WithoutTrivia()).WithLeadingTrivia(statement.GetLeadingTrivia());
        return wait.Prepend(kept).Append(parts[1].WithTrailingTrivia(statement.GetTrailingTrivia()));
    }
}
