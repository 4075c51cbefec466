using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>The false positives that users of other tools report, one class after the other.</summary>
public sealed partial class PeerFalsePositiveTests
{
    // Class 1: ownership handed over (CA2000: roslyn-analyzers 1617, 3873, 7022; IDisposableAnalyzers 246).

    [Fact]
    public Task HandedOver_ReturnedInEveryWrapping_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Launcher
        {
            private Process _current;

            public Process Plain() => Process.Start("git");

            public Process FromLocal()
            {
                var git = Process.Start("git");
                return git;
            }

            public Task<Process> InTask() => Task.FromResult(Process.Start("git"));

            public ValueTask<Process> InValueTask() => ValueTask.FromResult(Process.Start("git"));

            public async Task<Process> Async()
            {
                var git = Process.Start("git");
                await Task.Yield();
                return git;
            }

            public (Process, int) InTuple() => (Process.Start("git"), 1);

            public Process Coalesced() => _current ?? Process.Start("git");

            public Process Conditional(bool cached) => cached ? _current : Process.Start("git");

            public Process OrThrow() => Process.Start("git") ?? throw new InvalidOperationException();

            public IDisposable AsInterface() => Process.Start("git");
        }
        """);

    [Fact]
    public Task HandedOver_ToConstructor_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        sealed class ChildHandle : IDisposable
        {
            private readonly Process _process;

            public ChildHandle(Process process) => _process = process;

            public void Dispose() => _process.WaitForExit();
        }

        class Launcher
        {
            public void Run()
            {
                var git = Process.Start("git", "gc");
                using var handle = new ChildHandle(git);
            }
        }
        """);

    [Fact]
    public Task HandedOver_ToCollectionThatEscapes_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Diagnostics;

        class Launcher
        {
            private static readonly ConcurrentBag<Process> s_all = new();

            public static IEnumerable<Process> All => s_all;

            public void Run(ICollection<Process> started)
            {
                started.Add(Process.Start("git", "gc"));
                s_all.Add(Process.Start("git", "fetch"));
            }
        }
        """);

    [Fact]
    public Task HandedOver_ToExtensionMethod_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        static class DisposableExtensions
        {
            public static T AddTo<T>(this T item, ICollection<IDisposable> bag) where T : IDisposable
            {
                bag.Add(item);
                return item;
            }
        }

        class Launcher
        {
            private readonly List<IDisposable> _bag = new();

            public void Run()
            {
                Process.Start("git", "gc").AddTo(_bag);
            }
        }
        """);

    [Fact]
    public Task HandedOver_StoredInAnotherObject_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Session
        {
            public Process Worker;
        }

        class Launcher
        {
            public void Run(Session session)
            {
                var worker = Process.Start("worker");
                session.Worker = worker;
            }
        }
        """);

    // Class 2: joined elsewhere (clippy 13459: a wait inside a closure; IDisposableAnalyzers 29: in Process.Exited).

    [Fact]
    public Task JoinedElsewhere_InClosure_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Run(Action<Action> schedule)
            {
                var git = Process.Start("git", "gc");
                schedule(() => git.WaitForExit());
            }
        }
        """);

    [Fact]
    public Task JoinedElsewhere_InThread_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Launcher
        {
            public void Run()
            {
                var git = Process.Start("git", "gc");
                var waiter = new Thread(() =>
                {
                    using (git)
                    {
                        git.WaitForExit();
                    }
                });
                waiter.Start();
            }
        }
        """);

    [Fact]
    public Task JoinedElsewhere_DisposedInExitedHandler_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Run()
            {
                var git = new Process { StartInfo = new ProcessStartInfo("git", "gc"), EnableRaisingEvents = true };
                git.Exited += (sender, e) => git.Dispose();
                git.Start();
            }
        }
        """);

    // Class 3: leaving a nested function taken for leaving the method (clippy 14677, 16241).

    [Fact]
    public Task NestedFunction_ReturnInLambda_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Run(string[] names)
            {
                var git = Process.Start("git", "gc");
                var index = Array.FindIndex(names, name =>
                {
                    if (name == null)
                        return false;

                    return name.Length > 3;
                });
                git.WaitForExit();
                Console.WriteLine(index);
            }
        }
        """);

    [Fact]
    public Task NestedFunction_YieldInLocalFunction_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        class Launcher
        {
            public void Run(bool verbose)
            {
                var git = Process.Start("git", "gc");
                foreach (var line in Lines())
                    Console.WriteLine(line);

                git.WaitForExit();

                IEnumerable<string> Lines()
                {
                    if (!verbose)
                        yield break;

                    yield return "collecting garbage";
                }
            }
        }
        """);
}
