using System.Threading.Tasks;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Verifies the members of a class that starts processes.</summary>
internal static class RunnerVerifier
{
    private const string Head = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;

        class Runner
        {
            static readonly ProcessStartInfo make = new ProcessStartInfo("make");
            Process _current;
            event Action<Process> Started;

            void Work() { }

        """;

    public static Task VerifyMembersAsync(string members) => Verify.VerifyAnalyzerAsync(Head + members + "\n}\n");
}
