using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

public class WaitFixAllTests
{
    private const string Before = """
        void M(ProcessStartInfo psi, bool quick)
        {
            Process.{|ZG0002:Start|}("a");
            Process.{|ZG0002:Start|}("b");
            var p = Process.{|ZG0002:Start|}(psi);
            if (quick)
            {
                return;
            }

            Action run = () =>
            {
                var inner = Process.{|ZG0002:Start|}("c");
                Console.WriteLine(inner.Id);
            };
            run();
            Console.WriteLine(p?.Id);
        }
        """;

    private const string After = """
        void M(ProcessStartInfo psi, bool quick)
        {
            using var process = Process.Start("a");
            process.WaitForExit();
            using var process2 = Process.Start("b");
            process2.WaitForExit();
            var p = Process.Start(psi);
            try
            {
                if (quick)
                {
                    return;
                }

                Action run = () =>
                {
                    var inner = Process.Start("c");
                    Console.WriteLine(inner.Id);
                    inner.WaitForExit();
                };
                run();
                Console.WriteLine(p?.Id);
            }
            finally
            {
                p?.WaitForExit();
            }
        }
        """;

    [Theory]
    [InlineData("true")]
    [InlineData("True")]
    public Task WithTheOption_EveryChildIsWaitedFor(string value)
    {
        var test = FixTest.Create(FixTest.InClass(Before), FixTest.InClass(After));
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n\n[*.cs]\nzombieguard.join_in_fix_all = {value}\n"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("zombieguard.join_in_fix_all = false\n")]
    public Task WithoutTheOption_FixAllChangesNothing(string line)
    {
        var test = FixTest.Create(FixTest.InClass(Before), FixTest.InClass(After));
        test.BatchFixedCode = FixTest.InClass(Before);
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n\n[*.cs]\n{line}"));
        test.NumberOfFixAllIterations = 0;
        test.NumberOfFixAllInDocumentIterations = 0;
        test.NumberOfFixAllInProjectIterations = 0;
        return test.RunAsync();
    }

    [Fact]
    public Task ImportOfWaitpid_IsWrittenOnce()
    {
        var test = FixTest.Create(
            FixTest.InClass("""
                [DllImport("libc")]
                static extern int fork();

                void M()
                {
                    {|ZG0001:fork|}();
                }

                void N()
                {
                    var child = {|ZG0001:fork|}();
                    Console.WriteLine(child);
                }
                """),
            FixTest.InClass("""
                [DllImport("libc")]
                static extern int fork();

                [DllImport("libc", SetLastError = true)]
                private static extern int waitpid(int pid, out int status, int options);

                void M()
                {
                    var pid = fork();
                    if (pid > 0)
                    {
                        waitpid(pid, out _, 0);
                    }
                }

                void N()
                {
                    var child = fork();
                    Console.WriteLine(child);
                    if (child > 0)
                    {
                        waitpid(child, out _, 0);
                    }
                }
                """));
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n\n[*.cs]\nzombieguard.join_in_fix_all = true\n"));
        return test.RunAsync();
    }
}
