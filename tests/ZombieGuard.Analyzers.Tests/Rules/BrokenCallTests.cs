using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Xunit;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>The rules about calls in code that is being typed: no exception, wherever it stops.</summary>
public sealed class BrokenCallTests
{
    private const string Source = """
        using System;
        using System.Diagnostics;
        using System.Runtime.InteropServices;
        using static Libc;
        using static Signals;

        prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        var action = new SigAction { sa_handler = SIG_IGN, sa_flags = SA_NOCLDWAIT };
        sigaction(SIGCHLD, ref action, out var old);
        OnSignal(SIGCHLD, Reaper.OnChild);
        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ =>
        {
            for (int pid; (pid = waitpid(-1, out var status, WNOHANG)) is >= 0 and not 1 && pid != -1;)
            {
                switch (pid) { case 0: break; default: if (pid > 0) continue; else throw new Exception(); }
            }
        });
        using var worker = Process.Start("worker");
        var id = worker.Id;
        waitid(P_PIDFD, pidfd_open(id, 0), 0, WEXITED);
        if (fork() == 0) _exit(0);

        static class Reaper
        {
            private static readonly SignalHandler s_handler = OnChild;
            public static void OnChild(int signal) { signal(SIGCHLD, Marshal.GetFunctionPointerForDelegate(s_handler)); wait(out _); OnChild(1); }
        }
        """;

    [Fact]
    public async Task CutAnywhere_NeverThrows()
    {
        var others = new[] { NativeSources.Libc, CallVerifier.Signals }.Select(text => CSharpSyntaxTree.ParseText(text)).ToArray();
        var empty = CSharpCompilation.Create(
            "Cut", others, ReferenceAssemblies.Default.Resolve(), new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        var thrown = new List<string>();
        for (var length = 0; length <= Source.Length; length += 13)
        {
            var whole = empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Source[..length]));
            var options = new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), (exception, _, _) => thrown.Add(exception.ToString()), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
            await whole.WithAnalyzers([new CallAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        }

        Assert.Empty(thrown);
    }
}
