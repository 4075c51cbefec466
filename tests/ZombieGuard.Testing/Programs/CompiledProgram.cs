using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace ZombieGuard.Testing.Programs;

/// <summary>
/// A small complete program, compiled to a folder of its own, to be run as a process of its own: what a rule says of a program, and
/// what its fix promises, is seen from outside.
/// </summary>
public sealed class CompiledProgram : IDisposable
{
    private const string Name = "Program";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("zombieguard-program-");

    private CompiledProgram()
    {
    }

    private string Executable => Path.Combine(folder.FullName, Name + ".dll");

    /// <summary>Compiles a text; markup in it counts for nothing.</summary>
    /// <param name="source">The whole program.</param>
    /// <param name="libraries">Assemblies that it is compiled against, and finds beside itself.</param>
    public static CompiledProgram From(string source, params Assembly[] libraries)
    {
        var program = new CompiledProgram();
        try
        {
            program.Compile(Markup.Parse(source).Text, [.. libraries.Select(library => library.Location)]);
            return program;
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    /// <summary>Starts it; several of one program may run at once.</summary>
    public RunningProgram Start(params string[] arguments) => new(Executable, arguments);

    /// <summary>Starts it so that it survives a fork, which with the settings that every program has it does not.</summary>
    public RunningProgram StartForkable() => new(Executable, [], ("DOTNET_EnableWriteXorExecute", "0"));

    public void Dispose() => folder.Delete(recursive: true);

    private void Compile(string source, IReadOnlyList<string> libraries)
    {
        var tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview));
        var references = ReferenceAssemblies.Net.Net100.Resolve()
            .Concat(libraries.Select(library => MetadataReference.CreateFromFile(library)));
        var options = new CSharpCompilationOptions(
            OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true);
        var result = CSharpCompilation.Create(Name, [tree], references, options).Emit(Executable);
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics) + "\n" + source);
        }

        File.WriteAllText(
            Path.ChangeExtension(Executable, ".runtimeconfig.json"),
            $$"""{ "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "{{Environment.Version}}" } } }""");
        foreach (var library in libraries)
        {
            File.Copy(library, Path.Combine(folder.FullName, Path.GetFileName(library)));
        }
    }
}
