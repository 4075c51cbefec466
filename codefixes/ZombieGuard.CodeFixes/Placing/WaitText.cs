using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>The words of a wait for a <c>Process</c>, in the order in which they should be tried.</summary>
internal static class WaitText
{
    /// <param name="child">The child, which a variable holds.</param>
    /// <param name="position">Where in the text the wait will stand.</param>
    /// <param name="isTested">The code before tests whether there is a child at all, so that there may be none here.</param>
    /// <param name="takesToken">A cancelled wait is what the code expects here.</param>
    public static IEnumerable<string[]> ForProcess(LostChild child, int position, bool isTested, bool takesToken)
    {
        var name = NameOf(child.Local!);
        if (AsyncContext.IsAsync(child) && AsyncContext.HasAsyncWait(child))
        {
            var configured = AsyncContext.ConfiguresAwaits(child) ? ".ConfigureAwait(false)" : "";
            var token = takesToken ? AsyncContext.Token(child, position) : null;
            foreach (var argument in token is null ? new[] { "" } : [Escaped(token), ""])
            {
                foreach (var text in Guarded(child, isTested, $"await {name}.WaitForExitAsync({argument}){configured};", null))
                {
                    yield return text;
                }
            }
        }

        foreach (var text in Guarded(child, isTested, $"{name}.WaitForExit();", $"{name}?.WaitForExit();"))
        {
            yield return text;
        }
    }

    /// <summary>Unguarded where the compiler and the code see no need; nullable warnings sort out the rest.</summary>
    private static IEnumerable<string[]> Guarded(LostChild child, bool isTested, string plain, string? conditional)
    {
        var test = child.ParseOptions.LanguageVersion >= LanguageVersion.CSharp9 ? "is not null" : "!= null";
        string[] guarded = [$"if ({NameOf(child.Local!)} {test})", "{", plain, "}"];
        var texts = conditional is null ? new[] { [plain], guarded } : [[plain], [conditional], guarded];
        return child.MayBeNone && isTested && !IsNullable(child) ? texts.Skip(1) : texts;
    }

    /// <summary>The compiler follows null here, and will warn about a wait that needs a guard.</summary>
    private static bool IsNullable(LostChild child)
        => (child.Model.GetNullableContext(child.Call.SpanStart) & NullableContext.WarningsEnabled) != 0;

    public static string NameOf(ISymbol symbol) => Escaped(symbol.Name);

    public static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
