using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Verifies the rules about calls, in sources that call the imports of <see cref="NativeSources.Libc"/> and <see cref="Signals"/>.</summary>
internal static class CallVerifier
{
    /// <summary>A class <c>Signals</c> with the less usual imports, for sources that say <c>using static Signals;</c>.</summary>
    public const string Signals = """


        internal struct SigAction
        {
            public nint sa_handler;
            public ulong sa_mask;
            public int sa_flags;
            public nint sa_restorer;
        }

        internal delegate void SignalHandler(int signal);

        internal static class Signals
        {
            public const int SA_NOCLDSTOP = 1;
            public const int SA_NOCLDWAIT = 2;
            public const nint SIG_DFL = 0;
            public const int P_PGID = 2;
            public const int PR_SET_PDEATHSIG = 1;
            public const int PR_SET_CHILD_SUBREAPER = 36;

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true, EntryPoint = "signal")]
            public static extern nint OnSignal(int signal, SignalHandler handler);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int sigaction(int signal, ref SigAction action, out SigAction old);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int sigaction(int signal, ref SigAction action, nint old);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int sigaction(int signal, nint action, out SigAction old);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int wait3(out int status, int options, nint usage);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int prctl(int option, ulong arg2, ulong arg3, ulong arg4, ulong arg5);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int clone(nint function, nint stack, int flags, nint argument);
        }
        """;

    /// <summary>A console program: <c>Process</c> is in use where the source starts one.</summary>
    public static Task VerifyProgramAsync(string source, params string[] more) => Test(source, OutputKind.ConsoleApplication, more).RunAsync();

    /// <summary>A library, whose host may use <c>Process</c>.</summary>
    public static Task VerifyLibraryAsync(string source) => Test(source, OutputKind.DynamicallyLinkedLibrary).RunAsync();

    public static CSharpAnalyzerTest<CallAnalyzer, DefaultVerifier> Test(string source, OutputKind kind, params string[] more)
    {
        var test = new CSharpAnalyzerTest<CallAnalyzer, DefaultVerifier> { TestState = { OutputKind = kind } };
        test.TestState.Sources.Add(source);
        foreach (var other in more)
        {
            test.TestState.Sources.Add(other);
        }

        test.TestState.Sources.Add(("/0/Libc.cs", NativeSources.Libc));
        test.TestState.Sources.Add(("/0/Signals.cs", Signals));
        return test;
    }

    /// <summary>The same with Mono.Posix to compile against.</summary>
    public static Task VerifyMonoAsync(string source)
    {
        var test = Test(source, OutputKind.ConsoleApplication);
        test.TestState.Sources.Add(("/0/Mono.cs", MonoSources.Posix));
        return test.RunAsync();
    }

    /// <summary>The same with a line in the project's configuration.</summary>
    public static Task VerifyWithOptionAsync(string source, string file, string option, OutputKind kind)
    {
        var test = Test(source, kind);
        test.TestState.AnalyzerConfigFiles.Add((file, option));
        return test.RunAsync();
    }
}
