using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using ZombieGuard.Analyzers.Rules;
using ZombieGuard.Analyzers.Tests.Rules;

namespace ZombieGuard.Analyzers.Tests.Teaching;

/// <summary>Verifies sources whose API is taught: by the attributes of ZombieGuard.Runtime, by a copy of them, or by catalogue files.</summary>
internal static class TaughtVerifier
{
    /// <summary>A copy of the attributes as somebody has it who does not want the package.</summary>
    public const string Copy = """
        namespace ZombieGuard.Annotations
        {
            internal enum ChildKind { Raw, Managed }
            internal sealed class SpawnsChildAttribute : System.Attribute { public ChildKind Kind { get; set; } }
            internal sealed class WaitsForChildAttribute : System.Attribute { }
            internal sealed class TakesChildAttribute : System.Attribute { }
            internal sealed class DetachesChildAttribute : System.Attribute { }
        }
        """;

    public static MetadataReference Runtime { get; } = MetadataReference.CreateFromFile(typeof(ChildReaper).Assembly.Location);

    /// <summary>With the attributes of ZombieGuard.Runtime.</summary>
    public static Task VerifyAsync(string source) => Test(source, references: Runtime).RunAsync();

    /// <summary>With a copy of the attributes in the same program.</summary>
    public static Task VerifyWithCopyAsync(string source) => Test(source, sources: Copy).RunAsync();

    /// <summary>With a compiled library that bears a copy of the attributes; the source knows neither them nor the runtime.</summary>
    public static Task VerifyAgainstAsync(string library, string source) => Test(source, references: Compile(library)).RunAsync();

    /// <summary>With catalogue files, the first one named <c>ZombieGuard.acme.txt</c>, and no attributes.</summary>
    public static Task VerifyWithLinesAsync(string lines, string source)
    {
        var test = Test(source);
        test.TestState.AdditionalFiles.Add(("/0/ZombieGuard.acme.txt", lines));
        return test.RunAsync();
    }

    public static CSharpAnalyzerTest<ObligationAnalyzer, DefaultVerifier> Test(string source, string sources = "", params MetadataReference[] references)
    {
        var test = new CSharpAnalyzerTest<ObligationAnalyzer, DefaultVerifier> { TestCode = source };
        test.TestState.Sources.Add(("/0/Libc.cs", NativeSources.Libc + sources));
        test.TestState.AdditionalReferences.AddRange(references);
        return test;
    }

    public static MetadataReference Compile(string library, string name = "Acme")
    {
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(library), CSharpSyntaxTree.ParseText(Copy)],
            ReferenceAssemblies.Default.Resolve(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        return emitted.Success
            ? MetadataReference.CreateFromImage(image.ToArray())
            : throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics.Select(diagnostic => diagnostic.ToString())));
    }
}
