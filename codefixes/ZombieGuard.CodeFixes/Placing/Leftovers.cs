using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>
/// What is of no use once some text is gone: locals and private members that only that text has named, and the statements that have only
/// set them up. Nothing that others can name, and nothing that does something.
/// </summary>
internal sealed class Leftovers(ProgramText program)
{
    private static readonly string[] Keepers = ["KeepAlive", "Alloc"];
    private static readonly string[] MaskCalls = ["sigemptyset", "sigfillset", "sigaddset", "sigdelset"];
    private static readonly string[] Attributes =
        ["DllImport", "LibraryImport", "UnmanagedFunctionPointer", "UnmanagedCallersOnly", "MonoPInvokeCallback", "StructLayout", "MarshalAs", "MethodImpl"];

    private readonly List<SyntaxNode> _gone = [];
    private readonly List<SyntaxNode> _kept = [];
    private readonly List<SyntaxNode> _removable = [];

    /// <summary>The statements and declarations to remove, those inside of others left out.</summary>
    public IEnumerable<SyntaxNode> Removable => _removable.Where(node => !IsGone(node, _gone.Where(other => other != node)));

    /// <summary>Goes, by other means.</summary>
    public void Take(SyntaxNode node) => _gone.Add(node);

    /// <summary>Stays, although what is around it goes; but for what goes inside of it.</summary>
    public void Keep(SyntaxNode node) => _kept.Add(node);

    public bool IsGone(SyntaxNode node) => IsGone(node, _gone);

    /// <summary>Follows the names in what is gone until nothing more goes.</summary>
    public void Follow()
    {
        // A name may be needed by what goes only later.
        for (var before = -1; before < _gone.Count;)
        {
            before = _gone.Count;
            foreach (var symbol in NamesInGone())
            {
                TryRemove(symbol);
            }
        }
    }

    /// <summary>A value that can be left out: making it does nothing else.</summary>
    public bool IsPlain(ExpressionSyntax value)
        => Jumps.InOwnBody(value).All(node => node switch
        {
            AnonymousFunctionExpressionSyntax => true,
            InvocationExpressionSyntax call => CallName.Of(call) is "GetFunctionPointerForDelegate" or "nameof",
            BaseObjectCreationExpressionSyntax creation => IsPlainType(program.ModelOf(creation).GetTypeInfo(creation).Type),
            AssignmentExpressionSyntax => node.Parent is InitializerExpressionSyntax,
            AwaitExpressionSyntax or ThrowExpressionSyntax => false,
            PostfixUnaryExpressionSyntax => node.IsKind(SyntaxKind.SuppressNullableWarningExpression),
            PrefixUnaryExpressionSyntax => node.Kind() is not (SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression),
            _ => true,
        });

    private static bool IsPlainType(ITypeSymbol? type)
        => type?.TypeKind is TypeKind.Delegate or TypeKind.Struct || type?.Name is "Thread" or "UnixSignal";

    private bool IsGone(SyntaxNode node, IEnumerable<SyntaxNode> gone) => Innermost(node, gone) < Innermost(node, _kept);

    /// <summary>The length of the shortest of those that the node is in.</summary>
    private static int Innermost(SyntaxNode node, IEnumerable<SyntaxNode> those)
        => those.Where(n => n.SyntaxTree == node.SyntaxTree && n.Span.Contains(node.Span)).Select(n => n.Span.Length).DefaultIfEmpty(int.MaxValue).Min();

    private IEnumerable<ISymbol> NamesInGone()
        => _gone.ToList()
            .SelectMany(node => node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
            .Where(IsGone)
            .Select(program.SymbolOf)
            .Select(symbol => symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } made ? made.ContainingType : symbol)
            .Where(symbol => symbol is not null && Mentions.AreConfined(symbol))
            .Select(symbol => symbol!.OriginalDefinition)
            .Distinct<ISymbol>(SymbolEqualityComparer.Default)
            .ToList();

    private void TryRemove(ISymbol symbol)
    {
        if (symbol.DeclaringSyntaxReferences.Length != 1
            || symbol.DeclaringSyntaxReferences[0].GetSyntax() is not { } declared
            || (IsGone(declared) ? declared : DeclarationOf(declared)) is not { } declaration)
        {
            return;
        }

        var setups = Mentions.Of(symbol, program)
            .Where(name => !IsGone(name) && !declaration.Span.Contains(name.Span))
            .Select(name => SetupOf(name))
            .Distinct().ToList();
        if (setups.Contains(null) || setups.Any(s => HasDirective(s!)) || (IsGone(declared) && setups.Count == 0) || Mentions.AreHidden(symbol))
        {
            return;
        }

        foreach (var node in IsGone(declared) ? setups : setups.Append(declaration))
        {
            _gone.Add(node!);
            _removable.Add(node!);
        }
    }

    /// <summary>What is to be removed so that the symbol is not declared any more; null where that would change more.</summary>
    private SyntaxNode? DeclarationOf(SyntaxNode declared)
    {
        var declaration = declared switch
        {
            VariableDeclaratorSyntax
            {
                Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax or FieldDeclarationSyntax } around
            } variable => variable.Initializer is null || IsPlain(variable.Initializer.Value) ? around.Parent : null,
            MethodDeclarationSyntax or DelegateDeclarationSyntax => declared,
            LocalFunctionStatementSyntax => declared,
            StructDeclarationSyntax @struct => @struct.Members.All(m => m is FieldDeclarationSyntax) ? declared : null,
            _ => null,
        };
        return declaration is null || HasDirective(declaration) || !IsOnItsOwn(declaration)
            || !declaration.ChildNodes().OfType<AttributeListSyntax>().SelectMany(l => l.Attributes).All(IsAboutTheCall) ? null : declaration;
    }

    private static bool IsAboutTheCall(AttributeSyntax attribute)
        => Attributes.Contains(attribute.Name.ToString().Split('.').Last().Replace("Attribute", ""));

    /// <summary>A member, or a statement beside others.</summary>
    private static bool IsOnItsOwn(SyntaxNode node)
        => node.Parent is BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax or TypeDeclarationSyntax;

    private static bool HasDirective(SyntaxNode node)
        => node.DescendantTrivia(node.Span).Any(t => t.IsDirective || t.IsKind(SyntaxKind.DisabledTextTrivia));

    /// <summary>The statement around the name, where it does nothing but set up what the name means.</summary>
    private StatementSyntax? SetupOf(SyntaxNode name)
    {
        var whole = (ExpressionSyntax)name;
        while (whole.Parent is MemberAccessExpressionSyntax access)
        {
            whole = access;
        }

        var statement = name.FirstAncestorOrSelf<StatementSyntax>() as ExpressionStatementSyntax;
        var isSetup = statement?.Expression switch
        {
            AssignmentExpressionSyntax assignment when assignment.Left == whole
                => assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && IsPlain(assignment.Right),
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Right: InvocationExpressionSyntax call }
                => IsSetup(call, whole),
            InvocationExpressionSyntax call => IsSetup(call, whole),
            _ => false,
        };
        return isSetup && IsOnItsOwn(statement!) ? statement : null;
    }

    private bool IsSetup(InvocationExpressionSyntax call, ExpressionSyntax name)
    {
        var arguments = call.ArgumentList.Arguments;
        return (Keepers.Contains(CallName.Of(call)) && arguments.Count > 0 && arguments[0].Expression == name)
            || (MaskCalls.Contains(CallName.Of(call)) && arguments.Any(a => a.Expression.Span.Contains(name.Span)))
            || (call.Expression == name && arguments.All(a => IsPlain(a.Expression)) && IsSweep(call));
    }

    /// <summary>A reaper of children that have ended already, called by its name: the one to come takes them too.</summary>
    private bool IsSweep(InvocationExpressionSyntax call)
        => FunctionValue.CalledBy(call, program) is { } function
            && new Idle(program, function).OnlyReaps(function)
            && function.DescendantNodes().OfType<InvocationExpressionSyntax>().All(c =>
                Idle.IsWait(c, program) ? Idle.IsNonBlocking(c, program) : CallName.Of(c) is not ("Sleep" or "Delay"));
}
