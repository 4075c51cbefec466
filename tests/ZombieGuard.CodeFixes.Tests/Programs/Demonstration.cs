using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using ZombieGuard.Analyzers.Rules;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>A program as people write it and the same program put right, both to be run.</summary>
internal sealed class Demonstration : IDisposable
{
    /// <summary>Imports that the programs share; append it.</summary>
    public const string Libc = """


        static class Libc
        {
            public const int SIGCHLD = 17;
            public const nint SIG_IGN = 1;
            public const nint SIG_DFL = 0;
            public const int WNOHANG = 1;
            public const int PR_SET_CHILD_SUBREAPER = 36;

            [DllImport("libc", SetLastError = true)]
            public static extern nint signal(int signal, nint handler);

            [DllImport("libc", SetLastError = true)]
            public static extern int waitpid(int pid, out int status, int options);

            [DllImport("libc", SetLastError = true)]
            public static extern int prctl(int option, ulong arg2, ulong arg3, ulong arg4, ulong arg5);

            [DllImport("libc")]
            public static extern int posix_spawn(out int pid, string path, nint actions, nint attributes, string[] argv, string[] envp);
        }
        """;

    private Demonstration(string source, string fixedSource)
    {
        Broken = CompiledProgram.From(source, typeof(ChildReaper).Assembly);
        Fixed = CompiledProgram.From(fixedSource, typeof(ChildReaper).Assembly);
    }

    public CompiledProgram Broken { get; }

    public CompiledProgram Fixed { get; }

    /// <summary>The rules report what is marked, and the fix leads from one text to the other.</summary>
    public static async Task<Demonstration> OfAsync<TFix>(string key, string source, string fixedSource)
        where TFix : CodeFixProvider, new()
    {
        await FixTest.VerifyWithRuntimeAsync<CallAnalyzer, TFix>(key, source, fixedSource, OutputKind.ConsoleApplication);
        return new Demonstration(source, fixedSource);
    }

    /// <summary>The rules report what is marked in the one text, and nothing in the other.</summary>
    public static async Task<Demonstration> OfAsync(string source, string right)
    {
        foreach (var text in new[] { source, right })
        {
            await new CSharpAnalyzerTest<ObligationAnalyzer, DefaultVerifier> { TestCode = text, TestState = { OutputKind = OutputKind.ConsoleApplication } }.RunAsync();
        }

        return new Demonstration(source, right);
    }

    public void Dispose()
    {
        Broken.Dispose();
        Fixed.Dispose();
    }
}
