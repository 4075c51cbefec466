using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Xunit;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Lines of catalogue files.</summary>
public partial class ZG0901_NotUnderstoodTests
{
    private const string Shell = """
        namespace Acme
        {
            public class Shell
            {
                public static System.Diagnostics.Process Run(string command) => null!;
                public static int Run(string command, int times, out int pid) => pid = 0;
                public void Join(bool quietly) { }
                public bool TryJoin(System.TimeSpan limit) => true;
                public System.Diagnostics.Process? Process { get; set; }
                public event System.EventHandler? Done;
                public int this[int index] { get => 0; }
                public class Pool<T> { public void Add<U>(U child) { } }
            }

            public class Bash : Shell { public Bash(string name) { } }
        }
        """;

    [Fact]
    public Task Lines_Reports() => VerifyLinesAsync("""
        # Acme
        {|ZG0901:span|} M:Acme.Shell.Run(...) child=return kind=managed
        spawns {|ZG0901:fork|} child=return kind=raw
        {|ZG0901:spawns|} M:Acme.Shell.Run(...) child=return
        spawns M:Acme.Shell.Run(...) {|ZG0901:chidl=return|} kind=managed
        spawns M:Acme.Shell.Run(...) child=return kind=managed {|ZG0901:kind=raw|}
        discharges M:Acme.Shell.Join(...) {|ZG0901:child=return|}
        opens {|ZG0901:"xdg-open|}
        """);

    [Fact]
    public Task Lines_ThatAreGood_IsSilent() => VerifyLinesAsync("""
        # Acme
        spawns M:Acme.Shell.Run(...) child=return kind=managed # by Process
        spawns M:Acme.Shell.Run(System.String,System.Int32,System.Int32@) child=arg2 kind=raw result=nonzero-is-none
        discharges M:Acme.Shell.TryJoin(System.TimeSpan) child=this result=true-is-ended timeout=arg0
        adopts P:Acme.Shell.Process child=arg0
        exit-event E:Acme.Shell.Done
        prints P:Acme.Shell.Item(System.Int32)
        adopts M:Acme.Shell.Pool`1.Add(...) child=arg0
        adopts M:Acme.Shell.Pool`1.Add``1(``0) child=arg0
        prints M:Acme.Bash.#ctor(System.String)
        lingers T:Acme.Shell
        opens "acme"
        starts-processes "Acme.Shells"
        """);

    [Fact]
    public Task MembersOfTypesThatAreNotThere_IsSilent() => VerifyLinesAsync("""
        spawns M:Acme.Dash.Run(...) child=return kind=managed
        spawns M:Elsewhere.Shell.Run child=return kind=managed
        spawns elsewhere!start child=arg0 kind=raw
        """);

    [Fact]
    public Task MembersThatAreNotThere_Reports() => VerifyLinesAsync("""
        spawns {|ZG0901:M:Acme.Shell.Rnu(...)|} child=return kind=managed
        spawns {|ZG0901:M:Acme.Shell.Run(System.Int32)|} child=return kind=managed
        spawns {|ZG0901:M:Acme.Shell.Run|} child=return kind=managed
        aliases {|ZG0901:P:Acme.Shell.Run|} child=this
        aliases {|ZG0901:M:Acme.Shell.Process|} child=this
        discharges {|ZG0901:M:Acme.Bash.Join(...)|} child=this
        exit-event {|ZG0901:E:Acme.Shell.Ended|}
        """);

    [Fact]
    public Task MembersThatAreNotThere_WithAReason_IsSilent() => VerifyLinesAsync("""
        spawns M:Acme.Shell.Rnu(...) child=return kind=managed # unresolved: Acme 2.0
        """);

    [Fact]
    public Task SlotsThatDoNotFit_Reports() => VerifyLinesAsync("""
        spawns M:Acme.Shell.Run(System.String,System.Int32,System.Int32@) {|ZG0901:child=arg3|} kind=raw
        spawns M:Acme.Shell.Run(System.String) {|ZG0901:child=this|} kind=managed
        spawns M:Acme.Shell.Join(...) {|ZG0901:child=return|} kind=managed
        discharges M:Acme.Shell.Join(...) {|ZG0901:child=arg0|}
        discharges M:Acme.Shell.Join(System.Boolean) child=this {|ZG0901:result=true-is-ended|}
        discharges M:Acme.Shell.TryJoin(...) child=this {|ZG0901:result=task|}
        discharges M:Acme.Shell.TryJoin(System.TimeSpan) child=this {|ZG0901:timeout=arg1|}
        spawns M:Acme.Shell.Run(...) child=return kind=managed result=null-is-none {|ZG0901:startinfo=arg0|}
        kills M:Acme.Shell.TryJoin(...) child=this {|ZG0901:when=arg7:1|}
        adopts M:Acme.Bash.#ctor(System.String) {|ZG0901:child=arg0|}
        spawns {|ZG0901:M:Acme.Bash.#ctor(System.String)|} child=this kind=managed
        """);

    [Fact]
    public Task TheSamePromiseTwice_Reports() => VerifyLinesAsync("""
        spawns M:Acme.Shell.Run(...) child=return kind=managed
        {|ZG0901:spawns M:Acme.Shell.Run(...)   child=return kind=raw # no, it is not|}
        kills c!acme child=arg0 when=arg1:1
        kills c!acme child=arg0 when=arg1:2
        {|ZG0901:kills libc!acme child=arg0 when=arg1:2|}
        opens "acme" "/c start"
        opens "acme" "/c run"
        {|ZG0901:opens "acme" "/c run"|}
        """);

    [Fact]
    public Task AnotherFile_SaysTheSame_IsSilent()
    {
        var test = Test(Shell);
        test.TestState.AdditionalFiles.Add(("/0/ZombieGuard.a.txt", "lingers T:Acme.Shell"));
        test.TestState.AdditionalFiles.Add(("/0/ZombieGuard.b.txt", "lingers T:Acme.Shell"));
        test.TestState.AdditionalFiles.Add(("/0/notes.txt", "this is no catalogue"));
        return test.RunAsync();
    }

    [Fact]
    public Task FileThatIsListedTwice_Reports()
    {
        var test = Test(Shell);
        test.TestState.AdditionalFiles.Add(("/0/ZombieGuard.a.txt", "{|ZG0901:linger|} T:Acme.Shell"));
        test.TestState.AdditionalFiles.Add(("/0/ZombieGuard.a.txt", "linger T:Acme.Shell"));
        return test.RunAsync();
    }

    [Fact]
    public async Task Messages_SayWhatToDo_Reports()
    {
        await SaysAsync("span c!fork", "This line does not count: 'span' is no role; the roles are");
        await SaysAsync("lingers M:Acme.Shell.Jion(...)", "This line does not count: 'Acme.Shell' has no member 'Jion'; see how it is spelled");
        await SaysAsync(
            "lingers M:Acme.Shell.Run(System.Int32)",
            "This line does not count: 'Acme.Shell' has 'Run' with other parameters; write M:Acme.Shell.Run(System.String) or M:Acme.Shell.Run(System.String,System.Int32,System.Int32@), or M:Acme.Shell.Run(...) for all overloads");
        await SaysAsync("lingers M:Acme.Bash.Join(...)", "This line does not count: 'Acme.Bash' only inherits 'Join'; write it of the type that declares it, 'Acme.Shell'");
        await SaysAsync("lingers P:Acme.Shell.Run", "This line does not count: 'P:Acme.Shell.Run' is of another kind; write M:Acme.Shell.Run(System.String)");
        await SaysAsync("lingers T:Acme.Shell\nlingers T:Acme.Shell", "This line does not count: Line 1 says this already, so one of the two has to go");
        await SaysAsync("discharges M:Acme.Shell.Join(...) child=arg0", "This line does not count: 'bool' cannot be a child; name the slot that is one");
        await SaysAsync("discharges M:Acme.Shell.Join(...) child=arg4", "This line does not count: 'Join' has no argument 4; they are counted from 0");
    }

    private static async Task SaysAsync(string lines, string message)
    {
        var diagnostics = await DiagnosticsAsync(("ZombieGuard.txt", lines));
        Assert.StartsWith(message, Assert.Single(diagnostics).GetMessage(), System.StringComparison.Ordinal);
    }

    private static async Task<Diagnostic[]> DiagnosticsAsync(params (string Path, string Text)[] files)
    {
        var found = await Compilations.Of(Shell).DiagnosticsAsync(new ConfigurationAnalyzer(), files);
        return [.. found.OrderBy(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition)];
    }

    private static Task VerifyLinesAsync(string lines)
    {
        var test = Test(Shell);
        test.TestState.AdditionalFiles.Add(("/0/ZombieGuard.acme.txt", lines));
        return test.RunAsync();
    }

    private static CSharpAnalyzerTest<ConfigurationAnalyzer, DefaultVerifier> Test(string source)
    {
        var test = new CSharpAnalyzerTest<ConfigurationAnalyzer, DefaultVerifier>();
        test.TestState.Sources.Add(source);
        return test;
    }
}
