using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>What is a reaper, what is none, and the ways in which people become a subreaper.</summary>
public sealed partial class ZG0105_SubreaperWithoutReaperTests
{
    [Theory]
    [InlineData("public static readonly System.Func<int> Wait = () => Libc.wait(out _);")]
    [InlineData("public delegate int Waits(out int status); public static readonly Waits Wait = Libc.wait;")]
    [InlineData("public delegate int Waits(int pid, out int status, int options); public static void Use(System.Action<Waits> use) => use(Libc.waitpid);")]
    [InlineData("public static unsafe nint Pointer() => (nint)(delegate*<int, out int, int, int>)&Libc.waitpid;")]
    [InlineData("public static void Reap() { if (waitpid(-1, out _, WNOHANG) < 0) return; }")]
    [InlineData("public static void Reap() { if (true) { waitpid(-1, out _, WNOHANG); } }")]
    [InlineData("public static void Reap() => WaitPid(-1); private static int WaitPid(int pid) => waitpid(pid, out _, 0);")]
    [InlineData("public static void Reap() => waitid(P_ALL, 0, 0, WEXITED);")]
    [InlineData("public static void Reap(int group) => waitid(2, group, 0, WEXITED);")]
    [InlineData("public static void Reap(int group) => waitpid(-group, out _, 0);")]
    [InlineData("public static void Reap() { foreach (var pid in Orphans()) waitpid(pid, out _, WNOHANG); } private static int[] Orphans() => new[] { 7 };")]
    [InlineData("public static void Reap() => ZombieGuard.PidOne.EnsureReaping();")]
    [InlineData("public static void Reap() => ZombieGuard.ChildReaper.ReapUnowned();")]
    [InlineData("[System.Runtime.InteropServices.DllImport(\"libc\", EntryPoint = \"waitpid\")] private static extern int Collect(int pid, nint status, int options); public static void Reap() => Collect(-1, 0, 1);")]
    public Task AReaper_IsSilent(string member) => ReaperAsync(Supervisor, member);

    [Theory]
    [InlineData("public static string Name() => nameof(Libc.waitpid) + nameof(ZombieGuard.ChildReaper.ReapUnowned);")]
    [InlineData("public static void Reap() { if (false) { waitpid(-1, out _, WNOHANG); } }")]
    [InlineData("private const bool Enabled = false; public static void Reap() { if (Enabled) ZombieGuard.ChildReaper.ReapUnowned(); }")]
    [InlineData("public static void Reap() { while (false) { wait(out _); } }")]
    [InlineData("public static void Reap() => waitid(P_ALL, 0, 0, WEXITED | WNOWAIT);")]
    [InlineData("public static void Reap() { } /* waitpid(-1, out _, WNOHANG); */")]
    [InlineData("public static void Reap() => System.Console.WriteLine(\"waitpid(-1, out _, WNOHANG)\");")]
    [InlineData("public static void Reap() => waitpid(-1, out _, unchecked((int)0x80000000));")]
    [InlineData("public static void Reap(System.Diagnostics.Process child) => child.WaitForExit();")]
    [InlineData("private static void waitall(int pid) { } public static void Reap() => waitall(-1);")]
    public Task NoReaper_Reports(string member) => ReaperAsync(Reported, member);

    [Theory]
    [InlineData("private const int On = 1;", "prctl(PR_SET_CHILD_SUBREAPER, On, 0, 0, 0)")]
    [InlineData("private static readonly int Option = 36;", "prctl(Option, 1, 0, 0, 0)")]
    [InlineData("private static ulong s_on = 1;", "prctl((int)Prctl.SetChildSubreaper, s_on, 0, 0, 0)")]
    [InlineData("", "prctl(36, true ? 1ul : 0, 0, 0, 0)")]
    public Task EachSpelling_Reports(string member, string call) => SpellingAsync(member, "{|ZG0105:" + call.Insert(call.IndexOf('(', System.StringComparison.Ordinal), "|}"));

    [Theory]
    [InlineData("private const ulong Off = 0;", "prctl(PR_SET_CHILD_SUBREAPER, Off, 0, 0, 0)")]
    [InlineData("private static readonly ulong Off = 0;", "prctl(PR_SET_CHILD_SUBREAPER, Off, 0, 0, 0)")]
    [InlineData("", "prctl(PR_SET_CHILD_SUBREAPER, default, 0, 0, 0)")]
    [InlineData("private static readonly int Option = 38;", "prctl(Option, 1, 0, 0, 0)")]
    [InlineData("private static ulong s_on = 1; public static void Set(ulong on) => s_on = on;", "prctl(PR_SET_CHILD_SUBREAPER, s_on, 0, 0, 0)")]
    [InlineData("", "prctl((int)Prctl.GetChildSubreaper, 1, 0, 0, 0)")]
    public Task SwitchedOff_OrAnotherOption_OrUnknown_IsSilent(string member, string call) => SpellingAsync(member, call);

    [Fact]
    public Task ThroughALocal_Reports() => CallVerifier.VerifyProgramAsync("""
        using static Signals;

        var option = PR_SET_CHILD_SUBREAPER;
        ulong on = 1;
        {|ZG0105:prctl|}(option, on, 0, 0, 0);
        """);

    [Fact]
    public Task ThroughALocalThatChanges_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using static Signals;

        ulong on = 1;
        if (args.Length > 0)
            on = 0;
        prctl(PR_SET_CHILD_SUBREAPER, on, 0, 0, 0);
        """);

    [Fact]
    public Task ThroughAWrapper_Reports() => CallVerifier.VerifyProgramAsync("""
        using System.ComponentModel;
        using System.Runtime.InteropServices;

        if (args.Length > 0)
            Linux.{|ZG0105:SetChildSubreaper|}(true);
        Linux.{|ZG0105:Prctl|}(36, 1);
        Linux.SetChildSubreaper(false);
        Linux.Prctl(38, 1);

        static class Linux
        {
            [DllImport("libc", EntryPoint = "prctl", SetLastError = true)]
            private static extern int PrctlImport(int option, nuint arg2, nuint arg3, nuint arg4, nuint arg5);

            public static void SetChildSubreaper(bool on)
            {
                if (PrctlImport(36, on ? (nuint)1 : 0, 0, 0, 0) != 0)
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
            }

            public static int Prctl(int option, nuint value) => PrctlImport(option, value, 0, 0, 0);
        }
        """);

    [Fact]
    public Task SigchldIgnoredThroughAWrapper_WhereProcessIsNotInUse_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using static Libc;
        using static Signals;

        SetSignal(SIGCHLD, SIG_IGN);
        prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        posix_spawn(out _, args[0], 0, 0, args, null);

        static void SetSignal(int number, nint handler) => signal(number, handler);
        """);

    [Fact]
    public Task AnotherSignalIgnoredThroughAWrapper_Reports() => CallVerifier.VerifyProgramAsync("""
        using static Libc;
        using static Signals;

        SetSignal(SIGTERM, SIG_IGN);
        {|ZG0105:prctl|}(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        posix_spawn(out _, args[0], 0, 0, args, null);

        static void SetSignal(int number, nint handler) => signal(number, handler);
        """);

    private static Task ReaperAsync(string supervisor, string member)
    {
        // The reapers of the first list take the children of Process, which is another rule's matter.
        var test = CallVerifier.Test(supervisor, Microsoft.CodeAnalysis.OutputKind.ConsoleApplication, $$"""
            using static Libc;

            static class Reaper
            {
                {{member}}
            }

            namespace ZombieGuard
            {
                public static class ChildReaper
                {
                    public static System.IDisposable ReapUnowned() => null;
                }

                public static class PidOne
                {
                    public static bool EnsureReaping() => true;
                }
            }
            """);
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\nzombieguard.process_in_use = false\n"));
        return test.RunAsync();
    }

    private static Task SpellingAsync(string member, string call) => CallVerifier.VerifyProgramAsync($$"""
        using static Signals;

        static class Program
        {
            {{member}}

            static void Main()
            {
                {{call}};
            }
        }

        enum Prctl
        {
            SetChildSubreaper = 36,
            GetChildSubreaper = 37,
        }
        """);
}
