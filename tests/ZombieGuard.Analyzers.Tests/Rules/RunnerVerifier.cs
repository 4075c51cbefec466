using System.Threading.Tasks;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Verifies classes that start processes, or the members of one.</summary>
internal static class RunnerVerifier
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;


        """;

    private const string Head = """
        class Runner
        {
            static readonly ProcessStartInfo make = new ProcessStartInfo("make");
            Process _current;
            event Action<Process> Started;

            void Work() { }

        """;

    public static Task VerifyMembersAsync(string members) => VerifyAsync(Head + members + "\n}\n");

    /// <summary>With the using directives that such code has.</summary>
    public static Task VerifyAsync(string types) => Verify.VerifyAnalyzerAsync(Usings + types);
}
