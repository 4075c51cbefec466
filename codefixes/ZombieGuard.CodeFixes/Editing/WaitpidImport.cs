using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Editing;

/// <summary>Writes a private import of <c>waitpid</c> into the type that needs it, beside its other imports where it has some.</summary>
internal static class WaitpidImport
{
    private const string Attribute = "[DllImport(\"libc\", SetLastError = true)]";
    private const string Signature = "static extern int waitpid(int pid, out int status, int options);";

    public static SyntaxNode AddTo(SyntaxNode root, LostChild child)
    {
        var wait = root.GetAnnotatedNodes(Verification.Added).First();
        var type = wait.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        var changed = type is null ? AddToProgram((CompilationUnitSyntax)root) : root.ReplaceNode(type, AddToType(type));
        var isKnown = child.Model.LookupNamespacesAndTypes(child.Call.SpanStart, name: "DllImportAttribute").Any();
        return isKnown ? changed : UsingDirectives.Add((CompilationUnitSyntax)changed, "System.Runtime.InteropServices");
    }

    private static TypeDeclarationSyntax AddToType(TypeDeclarationSyntax type)
    {
        var sibling = type.Members.OfType<MethodDeclarationSyntax>().LastOrDefault(IsImport);
        var anchor = (MemberDeclarationSyntax?)sibling ?? type.Members.Last();
        var layout = Layout.Of(anchor);
        var isOneLine = sibling is not null
            && !sibling.AttributeLists.Last().GetTrailingTrivia().Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia));
        var isTight = sibling is not null && type.Members.IndexOf(sibling) is > 0 and var index
            && type.Members[index - 1] is MethodDeclarationSyntax before && IsImport(before)
            && !sibling.GetLeadingTrivia().Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia));
        var text = isOneLine ? layout.Render([Attribute + " private " + Signature]) : layout.Render([Attribute, "private " + Signature]);
        var import = SyntaxFactory.ParseMemberDeclaration((isTight ? "" : layout.NewLine) + text)!
            .WithAdditionalAnnotations(Verification.Added);
        return type.WithMembers(type.Members.Insert(type.Members.IndexOf(anchor) + 1, import));
    }

    private static CompilationUnitSyntax AddToProgram(CompilationUnitSyntax unit)
    {
        var last = unit.Members.OfType<GlobalStatementSyntax>().Last();
        var layout = Layout.Of(last);
        var text = "void M(){" + layout.NewLine + layout.Render([Attribute, Signature]) + "}";
        var function = ((MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(text)!).Body!.Statements[0];
        var ended = last.GetTrailingTrivia().Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia))
            ? last : last.WithTrailingTrivia(last.GetTrailingTrivia().Add(SyntaxFactory.EndOfLine(layout.NewLine)));
        var leading = function.GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine(layout.NewLine));
        var import = SyntaxFactory.GlobalStatement(function.WithLeadingTrivia(leading)).WithAdditionalAnnotations(Verification.Added);
        return unit.WithMembers(unit.Members.Replace(last, ended).Insert(unit.Members.IndexOf(last) + 1, import));
    }

    private static bool IsImport(MethodDeclarationSyntax method)
        => method.AttributeLists.SelectMany(l => l.Attributes)
            .Any(a => a.Name.ToString().Split('.').Last() is "DllImport" or "LibraryImport");
}
