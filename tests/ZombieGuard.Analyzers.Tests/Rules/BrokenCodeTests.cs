using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Xunit;
using ZombieGuard.Analyzers.Rules;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Half-typed, wrong and monstrous code: silence or the right answer, never an exception.</summary>
public sealed class BrokenCodeTests
{
    [Fact]
    public Task HalfTypedMemberAccess_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var make = Process.Start("make");
                make.{|CS1001:|}{|CS1002:|}
            }
        }
        """);

    [Fact]
    public Task HalfTypedCall_IsSilent() => VerifyBrokenAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var make = Process.Start("make"
            }
        }
        """);

    [Fact]
    public Task HalfTypedStatement_IsSilent() => VerifyBrokenAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                Process.Start("make",
                if (
        """);

    [Fact]
    public Task HalfTypedUsing_IsSilent() => VerifyBrokenAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                using (var make = Process.Start("make")
                {
                    make.WaitFor
                }
        """);

    [Fact]
    public Task UnknownMember_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var make = Process.Start("make");
                make.{|CS1061:WaitUntilEnd|}();
            }
        }
        """);

    [Fact]
    public Task UnknownMethodTakesTheChild_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var make = Process.Start("make");
                {|CS0103:Finish|}(make);
            }
        }
        """);

    [Fact]
    public Task UnknownTypeTakesTheChild_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var make = Process.Start("make");
                using var job = new {|CS0246:Job|}(make);
            }
        }
        """);

    [Fact]
    public Task UnknownTypeIsStarted_IsSilent() => Verify.VerifyAnalyzerAsync("""
        class Builder
        {
            public void Build()
            {
                {|CS0103:Process|}.Start("make");
                {|CS0246:Process|} make = new {|CS0246:Process|}();
                make.Start();
            }
        }
        """);

    [Fact]
    public Task WrongArguments_IsSilent() => VerifyBrokenAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                Process.Start(1, 2, 3, 4, 5, 6, 7);
                Process.Start();
                var make = Process.Start("make").Start(1);
            }
        }
        """);

    [Fact]
    public Task AmbiguousDuplicateMethods_IsSilent() => VerifyBrokenAsync("""
        using System.Diagnostics;

        class Builder
        {
            public Process Build() { return Process.Start("make"); }
            public Process Build() { return Process.Start("make"); }
            public void Run() { Build().WaitForExit(); }
        }
        """);

    [Fact]
    public Task BadJumps_IsSilent() => VerifyBrokenAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                break;
                var make = Process.Start("make");
                goto nowhere;
                continue;
                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task ProcessOfTheUsersOwn_IsSilent() => Verify.VerifyAnalyzerAsync("""
        namespace Chemistry
        {
            class Process
            {
                public static Process Start(string reaction) => new Process();

                public bool Start() => true;

                public void Kill()
                {
                }
            }

            class Plant
            {
                public void Run()
                {
                    Process.Start("haber-bosch");
                    var process = new Process();
                    process.Start();
                    process.Kill();
                }
            }
        }
        """);

    [Fact]
    public Task ForkOfTheUsersOwn_IsSilent() => Verify.VerifyAnalyzerAsync("""
        static class Kitchen
        {
            private static int fork() => 4;

            public static void Dine()
            {
                fork();
                _ = fork();
            }
        }
        """);

    [Fact]
    public Task ForkOfAnotherLibrary_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;

        static class Cutlery
        {
            [DllImport("cutlery")]
            private static extern int fork();

            [DllImport("chess.dll", EntryPoint = "fork")]
            private static extern int KnightFork(int square);

            public static void Dine()
            {
                fork();
                KnightFork(64);
            }
        }
        """);

    [Fact]
    public Task ImportWithoutLibraryOrWithStrangeEntryPoint_IsSilent() => VerifyBrokenAsync("""
        using System.Runtime.InteropServices;

        static class Native
        {
            [DllImport]
            private static extern int fork();

            [DllImport("libc", EntryPoint = "#12")]
            private static extern int byOrdinal();

            [DllImport(null)]
            private static extern int vfork();

            public static void Run()
            {
                fork();
                byOrdinal();
                vfork();
            }
        }
        """);

    [Fact]
    public Task WaitImportWithAStrangeSignature_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;

        static class Native
        {
            [DllImport("libc")]
            private static extern int fork();

            [DllImport("libc")]
            private static extern int waitpid();

            public static int Run()
            {
                waitpid();
                return fork();
            }
        }
        """);

    [Fact]
    public Task Recursion_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Even(int depth)
            {
                using var make = Process.Start("make");
                if (depth > 0)
                    Odd(depth - 1);

                make.WaitForExit();
            }

            public void Odd(int depth)
            {
                if (depth > 0)
                    Even(depth - 1);

                Local(depth);

                void Local(int rest)
                {
                    if (rest > 0)
                        Local(rest - 1);
                }
            }
        }
        """);

    [Fact]
    public Task RecursiveLocalFunctionCapturesTheChild_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var make = Process.Start("make");
                Retry(3);

                void Retry(int attempts)
                {
                    if (!make.WaitForExit(1000) && attempts > 0)
                        Retry(attempts - 1);

                    make.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task FiveThousandStatements_Reports() => Verify.VerifyAnalyzerAsync($$"""
        using System;
        using System.Diagnostics;

        class Generated
        {
            public void Run()
            {
                Process.{|ZG0002:Start|}("make");
                {{Repeat(5_000, i => $"Console.WriteLine({i});\n")}}
            }
        }
        """);

    [Fact]
    public Task FiveThousandStatements_Waited_IsSilent() => Verify.VerifyAnalyzerAsync($$"""
        using System;
        using System.Diagnostics;

        class Generated
        {
            public void Run()
            {
                var make = Process.Start("make");
                {{Repeat(5_000, i => $"Console.WriteLine({i});\n")}}
                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task FiveThousandBranches_IsSilent() => Verify.VerifyAnalyzerAsync($$"""
        using System;
        using System.Diagnostics;

        class Generated
        {
            public void Run(int n)
            {
                var make = Process.Start("make");
                {{Repeat(5_000, i => $"if (n == {i}) Console.WriteLine({i});\n")}}
                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task FiveThousandTerms_IsSilent() => Verify.VerifyAnalyzerAsync($$"""
        using System;
        using System.Diagnostics;

        class Generated
        {
            public void Run(string s)
            {
                using var make = Process.Start("make", {{string.Join(" + ", Enumerable.Repeat("s", 5_000))}});
                make.WaitForExit();
                Console.WriteLine({{string.Join(" + ", Enumerable.Repeat("s", 5_000))}});
            }
        }
        """);

    [Fact]
    public Task HundredNestedBlocks_IsSilent() => Verify.VerifyAnalyzerAsync($$"""
        using System.Diagnostics;

        class Generated
        {
            public void Run(bool b)
            {
                var make = Process.Start("make");
                {{Repeat(100, _ => "if (b) { ")}}
                make.Refresh();
                {{Repeat(100, _ => "} ")}}
                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task UnreachableStart_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public int Build()
            {
                return 1;
                Process.Start("make");
            }
        }
        """);

    [Fact]
    public Task AttributesAndDefaultValues_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;

        [AttributeUsage(AttributeTargets.All)]
        class NoteAttribute : Attribute
        {
            public NoteAttribute(string text, int depth = 1 + 1)
            {
            }
        }

        [Note(nameof(System.Diagnostics.Process.Start))]
        class Builder
        {
            public void Build([Note("x")] int depth = 3)
            {
            }
        }
        """);

    [Fact]
    public Task DynamicCalls_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Builder
        {
            public void Build(dynamic runner, dynamic arguments)
            {
                runner.Start("make");
                runner.Take(Process.Start("make"));
                Process.Start(arguments);
            }
        }
        """);

    private static string Repeat(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));

    private static Task VerifyBrokenAsync(string source) =>
        new CSharpAnalyzerTest<ObligationAnalyzer, DefaultVerifier>
        {
            TestCode = source,
            CompilerDiagnostics = CompilerDiagnostics.None,
        }.RunAsync();
}
