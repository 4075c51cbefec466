using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0105_SubreaperWithoutReaperTests
{
    private const string Supervisor = """
        using System.Diagnostics;
        using static Signals;

        prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        using var shell = Process.Start("sh", "-c 'server &'");
        shell.WaitForExit();
        """;

    private static readonly string Reported = Supervisor.Replace("prctl(", "{|ZG0105:prctl|}(", System.StringComparison.Ordinal);

    [Fact]
    public Task NothingReaps_Reports() => CallVerifier.VerifyProgramAsync(Reported);

    [Fact]
    public Task AnotherFileReaps_IsSilent() => CallVerifier.VerifyProgramAsync(Supervisor, """
        using static Libc;

        static class Reaper
        {
            public static void Reap()
            {
                while ({|ZG0101:waitpid|}(-1, out _, WNOHANG) > 0)
                {
                }
            }
        }
        """);

    [Fact]
    public Task AnotherFileOnlyLooks_Reports() => CallVerifier.VerifyProgramAsync(Reported, """
        using static Libc;

        static class Children
        {
            public static bool HaveEnded() => waitid(P_ALL, 0, 0, WEXITED | WNOHANG | WNOWAIT) == 0;
        }
        """);

    [Fact]
    public Task AWaitForAPidThatItIsGiven_IsSilent() => CallVerifier.VerifyProgramAsync(Supervisor, """
        static class Native
        {
            public static int Wait(int pid, int options) => Libc.waitpid(pid, out _, options);
        }
        """);

    [Fact]
    public Task AWaitForOneChild_Reports() => CallVerifier.VerifyProgramAsync(Reported, """
        using static Libc;

        static class Spawner
        {
            public static void Run(string[] argv)
            {
                if (posix_spawn(out var pid, argv[0], 0, 0, argv, null) == 0)
                    waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task TheLibrarysReaper_IsSilent() => CallVerifier.VerifyProgramAsync("using var reaper = ZombieGuard.ChildReaper.ReapUnowned();\n" + Supervisor[Supervisor.IndexOf("prctl", System.StringComparison.Ordinal)..]
        .Replace("prctl(PR", "Signals.prctl(Signals.PR", System.StringComparison.Ordinal)
        .Replace("Process.", "System.Diagnostics.Process.", System.StringComparison.Ordinal) + """


        namespace ZombieGuard
        {
            public sealed class ChildReaper
            {
                public static System.IDisposable ReapUnowned() => null;
            }
        }
        """);

    [Fact]
    public Task SigchldIgnored_WhereProcessIsNotInUse_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using static Libc;
        using static Signals;

        signal(SIGCHLD, SIG_IGN);
        prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        posix_spawn(out _, args[0], 0, 0, args, null);
        """);

    [Fact]
    public Task SigchldIgnored_WhereProcessIsInUse_Reports() => CallVerifier.VerifyProgramAsync("""
        using static Libc;
        using static Signals;

        {|ZG0103:signal|}(SIGCHLD, SIG_IGN);
        {|ZG0105:prctl|}(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        System.Diagnostics.Process.Start("server");
        """);

    [Fact]
    public Task SwitchedOff_OrAnotherOption_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using static Signals;

        prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0);
        prctl(PR_SET_PDEATHSIG, 9, 0, 0, 0);
        prctl(PR_SET_CHILD_SUBREAPER, (ulong)args.Length, 0, 0, 0);
        """);
}
