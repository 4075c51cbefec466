using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Tests.Catalogue;

public class KnownSymbolsTests
{
    [Fact]
    public void Static_and_instance_start_are_told_apart()
    {
        Assert.Equal(Slot.Return, Only("System.Diagnostics.Process.Start(\"x\")").Child);
        Assert.Equal(Slot.This, Only("new System.Diagnostics.Process().Start()").Child);
        Assert.Equal(Slot.Argument(0), Only("System.Diagnostics.Process.Start(\"x\", \"y\")").File);
        Assert.Equal(Slot.Argument(0), Only("System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo())").StartInfo);
    }

    [Fact]
    public void Timed_and_untimed_waits_are_told_apart()
    {
        Assert.Equal(ResultMeaning.Nothing, Only("new System.Diagnostics.Process().WaitForExit()").Result);
        var timed = Only("new System.Diagnostics.Process().WaitForExit(5)");
        Assert.Equal((ResultMeaning.TrueIsEnded, Slot.Argument(0)), (timed.Result, timed.Timeout));
        Assert.Equal(ResultMeaning.Task, Only("new System.Diagnostics.Process().WaitForExitAsync()").Result);
    }

    [Fact]
    public void Properties_events_and_accessors_are_found()
    {
        var compilation = PinnedReferences.Compile("");
        var known = KnownSymbols.Create(compilation)!;
        var hasExited = (IPropertySymbol)known.Process!.GetMembers("HasExited").Single();
        Assert.Equal(ChildRole.Observes, Assert.Single(known.Find(hasExited)).Role);
        Assert.Equal(ChildRole.Observes, Assert.Single(known.Find(hasExited.GetMethod!)).Role);
        Assert.Equal(ChildRole.ExitEvent, Assert.Single(known.Find(known.Process.GetMembers("Exited").Single())).Role);
        Assert.Equal(ChildRole.ShellExecute, Assert.Single(known.Find(known.ProcessStartInfo!.GetMembers("UseShellExecute").Single())).Role);
        Assert.Empty(known.Find(known.Process.GetMembers("Dispose").First()));
    }

    [Fact]
    public void A_derived_process_starts_like_its_base() => Assert.Equal(
        ChildRole.Spawns,
        Only("new Worker().Start()", "class Worker : System.Diagnostics.Process { }").Role);

    [Fact]
    public void A_type_named_Process_elsewhere_is_a_stranger()
    {
        Assert.Empty(Find("new Acme.Process().Start()", "namespace Acme { class Process { public bool Start() => true; } }"));
        Assert.Empty(Find("new Acme.Process().Start()", "class Acme { public class Process { public bool Start() => true; } }"));
    }

    [Fact]
    public void A_method_that_hides_Start_is_a_stranger() => Assert.Empty(
        Find("new Worker().Start()", "class Worker : System.Diagnostics.Process { public new bool Start() => true; }"));

    [Fact]
    public void Overrides_are_found_by_what_they_override()
    {
        Assert.Equal(ChildRole.Lingers, Only("new System.IO.StringReader(\"\").ReadLine()").Role);
        Assert.Equal(ChildRole.Prints, Only("new P().ToString()", "class P { public override string ToString() => \"\"; }").Role);
    }

    [Fact]
    public void A_line_for_a_member_beats_the_line_for_its_type()
    {
        Assert.Equal(ChildRole.Lingers, Only("System.Console.ReadLine()").Role);
        var additional = CatalogueIndex.BuiltIn.With(CatalogueFile.Read(["prints T:Acme", "lingers M:Acme.Wait(...)"]));
        const string Acme = "static class Acme { public static void Wait(int x) { } public static void Log() { } }";
        Assert.Equal(ChildRole.Lingers, Only("Acme.Wait(1)", Acme, additional).Role);
        Assert.Equal(ChildRole.Prints, Only("Acme.Log()", Acme, additional).Role);
    }

    [Fact]
    public void Nested_and_generic_types_and_methods_are_found()
    {
        var additional = CatalogueIndex.BuiltIn.With(CatalogueFile.Read(["spawns M:Acme.Pool`1.Inner.Run(...) child=return kind=managed"]));
        const string Acme = "namespace Acme { class Pool<T> { public class Inner { public int Run<U>(U u) => 0; } } }";
        Assert.Equal(ChildRole.Spawns, Only("new Acme.Pool<int>.Inner().Run(\"\")", Acme, additional).Role);
    }

    [Fact]
    public void Extension_methods_are_found_in_both_shapes()
    {
        var additional = CatalogueIndex.BuiltIn.With(CatalogueFile.Read(["discharges M:Acme.Waiting.Join(...) child=arg0"]));
        const string Acme = "namespace Acme { static class Waiting { public static void Join(this System.Diagnostics.Process p) { } } }";
        Assert.Equal(Slot.Argument(0), Only("new System.Diagnostics.Process().Join()", "using Acme;" + Acme, additional).Child);
        Assert.Equal(Slot.Argument(0), Only("Acme.Waiting.Join(null!)", Acme, additional).Child);
    }

    [Fact]
    public void Fork_is_a_spawn_and_a_fork() => Assert.Equal(
        [ChildRole.Spawns, ChildRole.Forks],
        Find("N.fork()", Import("[DllImport(\"libc\")] public static extern int fork();")).Select(entry => entry.Role).Order());

    [Theory]
    [InlineData("[DllImport(\"libc\", EntryPoint = \"waitpid\")] public static extern int Reap(int pid, out int status, int options);", "N.Reap(1, out _, 0)")]
    [InlineData("const string C = \"libc.so.6\"; [DllImport(C)] public static extern int waitpid(int pid, out int status, int options);", "N.waitpid(1, out _, 0)")]
    [InlineData("[LibraryImport(\"libc\")] public static partial int waitpid(int pid, out int status, int options);", "N.waitpid(1, out _, 0)")]
    [InlineData("[LibraryImport(\"c\", EntryPoint = \"waitpid\", SetLastError = true)] public static partial int Reap(int pid, out int s, int o); public static partial int Reap(int pid, out int s, int o) { s = 0; return 0; }", "N.Reap(1, out _, 0)")]
    public void Imports_are_known_by_library_and_entry_point(string import, string call)
    {
        var wait = Only(call, Import(import));
        Assert.Equal((ChildRole.Discharges, Slot.Argument(0), Slot.Argument(2)), (wait.Role, wait.Child, wait.Options));
    }

    [Fact]
    public void An_extern_local_function_is_an_import() => Assert.Equal(
        ChildRole.Kills,
        Only("kill(1, 9); [System.Runtime.InteropServices.DllImport(\"libc\")] static extern int kill(int pid, int signal)").Role);

    [Theory]
    [InlineData("[DllImport(\"git2\")] public static extern int fork();")]
    [InlineData("[DllImport(\"libSystem.Native\")] public static extern int fork();")]
    [InlineData("[DllImport(\"libc\", EntryPoint = \"spoon\")] public static extern int fork();")]
    [InlineData("public static int fork() => 0;")]
    public void Fork_of_anything_but_libc_is_a_stranger(string member) => Assert.Empty(Find("N.fork()", Import(member)));

    [Fact]
    public void Compiled_imports_are_found()
    {
        var library = PinnedReferences.Compile(Import(
            "[DllImport(\"libc\", EntryPoint = \"vfork\")] public static extern int Split(); [LibraryImport(\"libc\")] public static partial int fork(); public static partial int fork() => 0;"));
        using var image = new System.IO.MemoryStream();
        Assert.True(library.Emit(image).Success);
        var reference = MetadataReference.CreateFromImage(image.ToArray());
        var user = PinnedReferences.Compile("").AddReferences(reference);
        var known = KnownSymbols.Create(user)!;
        var imports = user.GetTypeByMetadataName("N")!;
        Assert.Equal(2, known.Find(imports.GetMembers("Split").Single()).Length);
        Assert.Equal(2, known.Find(imports.GetMembers("fork").Single()).Length);
        Assert.True(known.IsNativeImport((IMethodSymbol)imports.GetMembers("fork").Single()));
    }

    [Fact]
    public void Symbols_of_a_type_that_several_references_bring_are_all_found()
    {
        const string Source = "namespace Medallion.Shell { public class Command { public static Command Run(string x) => null!; } }";
        var first = PinnedReferences.Compile(Source).WithAssemblyName("First").ToMetadataReference();
        var second = PinnedReferences.Compile(Source).WithAssemblyName("Second").ToMetadataReference();
        var both = PinnedReferences.Compile("").AddReferences(first, second);
        var known = KnownSymbols.Create(both)!;
        foreach (var type in both.GetTypesByMetadataName("Medallion.Shell.Command"))
        {
            Assert.Equal(ChildRole.Spawns, Assert.Single(known.Find(type.GetMembers("Run").Single())).Role);
        }
    }

    [Fact]
    public void A_compilation_that_can_start_nothing_has_no_known_symbols() =>
        Assert.Null(KnownSymbols.Create(CSharpCompilation.Create("Empty")));

    [Fact]
    public void Broken_imports_do_no_harm()
    {
        foreach (var import in new[] { "[DllImport] public static extern int fork();", "[DllImport(null)] public static extern int fork();", "[DllImport(X)] public static extern int fork();", "public static extern int fork();", "[LibraryImport] public static partial int fork();", "[LibraryImport(null)] public static partial int fork();" })
        {
            Assert.Empty(Find("N.fork()", Import(import), allowErrors: true));
        }
    }

    [Fact]
    public void Process_is_recognised_through_its_bases()
    {
        var compilation = PinnedReferences.Compile("class Worker : System.Diagnostics.Process { } namespace Acme { class Process { } }");
        var known = KnownSymbols.Create(compilation)!;
        Assert.True(known.IsProcess(compilation.GetTypeByMetadataName("Worker")));
        Assert.False(known.IsProcess(compilation.GetTypeByMetadataName("Acme.Process")));
        Assert.False(known.IsProcess(null));
    }

    private static string Import(string members) => $"using System.Runtime.InteropServices; static partial class N {{ {members} }}";

    private static CatalogueEntry Only(string call, string types = "", CatalogueIndex? additional = null) =>
        Assert.Single(Find(call, types, additional));

    /// <summary>What is known about the last name before the first argument list of <paramref name="call"/>.</summary>
    private static ImmutableArray<CatalogueEntry> Find(
        string call, string types = "", CatalogueIndex? additional = null, bool allowErrors = false)
    {
        var compilation = PinnedReferences.Compile(types + " class Caller { void M() { " + call + "; } }");
        Assert.True(allowErrors || compilation.GetDiagnostics().All(error => error.Severity != DiagnosticSeverity.Error || error.Id == "CS8795"));
        var tree = compilation.SyntaxTrees[0];
        var caller = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Last();
        var invocation = caller.DescendantNodes().OfType<InvocationExpressionSyntax>().First();
        var symbol = compilation.GetSemanticModel(tree).GetSymbolInfo(invocation).Symbol;
        var known = KnownSymbols.Create(compilation, additional)!;
        Assert.NotNull(symbol);
        var found = known.Find(symbol);
        Assert.Equal<IEnumerable<CatalogueEntry>>(found, known.Find(symbol)); // The second answer comes from the cache.
        return found;
    }
}
