using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Analyzers.Rules;
using ZombieGuard.Analyzers.Tests.Teaching;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Attributes.</summary>
public partial class ZG0901_NotUnderstoodTests
{
    [Fact]
    public Task SpawnsChild_NothingHandedOut_Reports() => VerifyAttributesAsync("""
        static class Shell
        {
            [{|ZG0901:SpawnsChild|}] public static void Launch(string command) { }
            [{|ZG0901:SpawnsChild|}] public static System.Threading.Tasks.Task LaunchAsync(string command) => null!;
            [{|ZG0901:SpawnsChild|}] public static bool TryLaunch(string command, out string error) { error = ""; return true; }
            [return: {|ZG0901:SpawnsChild|}] public static string Read() => "";
            public static void Start([{|ZG0901:SpawnsChild|}] int pid) { }
            public static void Open([{|ZG0901:SpawnsChild|}] out bool opened) => opened = true;
        }

        class Job
        {
            [{|ZG0901:SpawnsChild|}] public void Start() { }
        }
        """);

    [Fact]
    public Task SpawnsChild_HandedOut_IsSilent() => VerifyAttributesAsync("""
        static class Shell
        {
            [SpawnsChild] public static int Launch(string command) => 1;
            [SpawnsChild] public static Task<Process> LaunchAsync(string command) => null!;
            [SpawnsChild] public static bool TryLaunch(string command, out int pid) { pid = 1; return true; }
            [return: SpawnsChild] public static Process? Read() => null;
            public static void Start([SpawnsChild] Process process) { }
            public static unsafe void Fork([SpawnsChild] long* pid) { }
            [SpawnsChild] public static int? Find() => null;
            [SpawnsChild] public static Process[] All() => null!;
        }

        class Job
        {
            [SpawnsChild(Kind = ChildKind.Managed)] public void Start() { }
            [SpawnsChild(Kind = ChildKind.Raw)] public static Job Fork() => new();
        }

        class Worker : Process
        {
            [SpawnsChild] public void Launch() { }
        }
        """);

    [Fact]
    public Task SpawnsChild_KindNotSaidOrNotTrue_Reports() => VerifyAttributesAsync("""
        class Job
        {
            [{|ZG0901:SpawnsChild|}] public static Job Fork() => new();
            [{|ZG0901:SpawnsChild(Kind = ChildKind.ByType)|}] public static Job Again() => new();
            [{|ZG0901:SpawnsChild(Kind = ChildKind.Raw)|}] public static Process Start() => null!;
            [{|ZG0901:SpawnsChild(Kind = (ChildKind)42)|}] public static Job What() => new();
        }
        """);

    [Fact]
    public Task SpawnsChild_SeveralThings_Reports() => VerifyAttributesAsync("""
        class Shell
        {
            [{|ZG0901:SpawnsChild|}] public static int Launch(out int pid) => pid = 0;
            [{|ZG0901:SpawnsChild|}] public static void Pair(out int first, out int second) => first = second = 0;
        }
        """);

    [Fact]
    public Task SpawnsChild_OneOfSeveralThings_IsSilent() => VerifyAttributesAsync("""
        class Shell
        {
            public static int Launch([SpawnsChild] out int pid) => pid = 0;
            [return: SpawnsChild] public static int Fork(out int master) => master = 0;
        }
        """);

    [Fact]
    public Task NoChild_Reports() => VerifyAttributesAsync("""
        class Shell
        {
            public void Wait([{|ZG0901:WaitsForChild|}] bool quietly) { }
            public void Take([{|ZG0901:TakesChild|}] string name) { }
            public void Forget([{|ZG0901:DetachesChild|}] System.TimeSpan limit, [{|ZG0901:TakesChild|}] ProcessStartInfo info) { }
            [{|ZG0901:TakesChild|}] public static void Nobody(string name) { }
            [{|ZG0901:WaitsForChild|}] public static void Nothing(int timeout) { }
            [{|ZG0901:DetachesChild|}] public static void None() { }
            [{|ZG0901:TakesChild|}] public string Name { get; set; } = "";
            [{|ZG0901:TakesChild|}] public Process Current { get; } = null!;
            [{|ZG0901:WaitsForChild|}] public static Task Completion => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Child_IsSilent() => VerifyAttributesAsync("""
        class Shell
        {
            [WaitsForChild] public bool Wait(bool quietly) => quietly;
            [WaitsForChild] public static void Wait(int timeout, object child) { }
            public void Take([TakesChild] nint pid, [WaitsForChild] System.Collections.Generic.List<Process> processes) { }
            [DetachesChild] public void Forget() { }
            [DetachesChild] public static void Forget(string why, Process process) { }
            [TakesChild] public Process? Current { get; set; }
            [WaitsForChild] public Task Completion => Task.CompletedTask;
            public Shell([TakesChild] Process process) { }
        }

        partial class Parts
        {
            public static partial void Take(Process process);
            public static partial void Take([TakesChild] Process process) { }
        }

        record Pair([TakesChild] Process First, string Name);

        delegate void Taker([TakesChild] Process process);
        """);

    [Fact]
    public Task RawChild_Detached_Reports() => VerifyAttributesAsync("""
        class Shell
        {
            public void Forget([{|ZG0901:DetachesChild|}] int pid) { }
            [{|ZG0901:DetachesChild|}] public static void Forget(string why, nint pid) { }
        }
        """);

    [Fact]
    public Task Contradictions_Reports() => VerifyAttributesAsync("""
        partial class Shell
        {
            public void Both([TakesChild, {|ZG0901:DetachesChild|}] Process process) { }
            [WaitsForChild] public static void Wait([{|ZG0901:TakesChild|}] Process process) { }
            [TakesChild, {|ZG0901:WaitsForChild|}] public void Join() { }
            public static partial void Take([{|ZG0901:DetachesChild|}] Process process);
            public static partial void Take([TakesChild] Process process) { }
        }
        """);

    [Fact]
    public Task TheSameTwice_IsSilent() => VerifyAttributesAsync("""
        class Shell
        {
            [TakesChild] public void Take([TakesChild] Process process) { }
            [SpawnsChild, WaitsForChild] public int Restart() => 1;
        }
        """);

    [Fact]
    public Task Places_ThatNobodyLooksAt_Reports() => VerifyAttributesAsync("""
        class Shell
        {
            public Process? Current { get; [param: {|ZG0901:TakesChild|}] set; }
            public Process? Last { [{|ZG0901:SpawnsChild|}] get; set; }
            public int this[[{|ZG0901:TakesChild|}] Process process] => 0;

            public void Run()
            {
                System.Action<Process> take = ([{|ZG0901:TakesChild|}] process) => { };
                Keep(null!);

                void Keep([TakesChild] Process process) { }
                void Lose([{|ZG0901:TakesChild|}] string name) { }
            }
        }
        """);

    [Fact]
    public Task Copy_IsHeldToTheSame_Reports()
    {
        var test = Test("""
            using ZombieGuard.Annotations;

            static class Shell
            {
                [{|ZG0901:global::ZombieGuard.Annotations.SpawnsChildAttribute|}] public static void Launch(string command) { }
                [SpawnsChild(Kind = ChildKind.Managed)] public static object Start() => null!;
                [{|ZG0901:SpawnsChild|}, System.Obsolete] public static object Run() => null!;
            }
            """);
        test.TestState.Sources.Add(TaughtVerifier.Copy);
        return test.RunAsync();
    }

    [Fact]
    public Task AttributesOfTheSameNameElsewhere_IsSilent()
    {
        var test = Test("""
            namespace Acme { class SpawnsChildAttribute : System.Attribute { } }

            static class Shell
            {
                [Acme.SpawnsChild] public static void Launch(string command) { }
            }
            """);
        test.TestState.AdditionalReferences.Add(TaughtVerifier.Runtime);
        return test.RunAsync();
    }

    [Fact]
    public Task AttributeMessages_SayWhatToDo_Reports()
    {
        var test = Test("""
            using ZombieGuard.Annotations;

            static class Shell
            {
                [{|#0:SpawnsChild|}] public static object Launch(string command) => null!;
                public static void Forget([{|#1:DetachesChild|}] int pid) { }
                public static void Keep([TakesChild, {|#2:WaitsForChild|}] object child) { }
            }
            """);
        test.TestState.AdditionalReferences.Add(TaughtVerifier.Runtime);
        test.ExpectedDiagnostics.Add(Attribute(0, "SpawnsChild", "'object' does not tell who reaps the child; say Kind = ChildKind.Managed (the .NET runtime) or ChildKind.Raw (nobody)"));
        test.ExpectedDiagnostics.Add(Attribute(1, "DetachesChild", "a raw child stays a zombie whatever is declared; let somebody wait for it, and say [TakesChild] of that"));
        test.ExpectedDiagnostics.Add(Attribute(2, "WaitsForChild", "[TakesChild] says something else of the same child; keep one of the two"));
        return test.RunAsync();
    }

    private static Microsoft.CodeAnalysis.Testing.DiagnosticResult Attribute(int key, string name, string complaint) =>
        new Microsoft.CodeAnalysis.Testing.DiagnosticResult(ZG0901_NotUnderstood.Attribute).WithLocation(key).WithArguments(name, complaint);

    private static Task VerifyAttributesAsync(string types)
    {
        var test = Test("using System.Diagnostics;\nusing System.Threading.Tasks;\nusing ZombieGuard.Annotations;\n\n" + types);
        test.TestState.AdditionalReferences.Add(TaughtVerifier.Runtime);
        return test.RunAsync();
    }
}
