namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>The names of Mono.Posix.NETStandard that the tests use; that the catalogue's lines fit the real package has tests of its own.</summary>
internal static class MonoSources
{
    public const string Posix = """
        namespace Mono.Unix
        {
            public class UnixSignal : System.Threading.WaitHandle
            {
                public UnixSignal(Native.Signum signum) => Signum = signum;

                public Native.Signum Signum { get; }

                public static int WaitAny(UnixSignal[] signals) => 0;

                public override bool WaitOne() => true;
            }
        }

        namespace Mono.Unix.Native
        {
            public delegate void SignalHandler(int signal);

            public enum Signum
            {
                SIGHUP = 1,
                SIGPIPE = 13,
                SIGTERM = 15,
                SIGCHLD = 17,
            }

            public enum SignalAction
            {
                Default,
                Ignore,
                Error,
            }

            [System.Flags]
            public enum WaitOptions
            {
                WNOHANG = 1,
                WUNTRACED = 2,
            }

            public class Stdlib
            {
                public static readonly SignalHandler SIG_IGN = _ => { };

                public static SignalHandler signal(Signum signum, SignalHandler handler) => handler;

                public static int SetSignalAction(Signum signal, SignalAction action) => 0;
            }

            public sealed class Syscall : Stdlib
            {
                public static int wait(out int status) => status = 0;

                public static int waitpid(int pid, out int status, WaitOptions options) => status = pid;
            }
        }

        namespace Mono.Posix
        {
            public class Syscall
            {
                public static int fork() => 0;
            }
        }
        """;
}
