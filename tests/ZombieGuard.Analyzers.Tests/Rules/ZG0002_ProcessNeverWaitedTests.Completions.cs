using System.Threading.Tasks;
using Xunit;
using static ZombieGuard.Analyzers.Tests.Rules.ProgramVerifier;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Methods of the program that never return: they throw, or end the program.</summary>
public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task HelperThatOnlyThrows_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Compiler
        {
            public void Compile(string file)
            {
                var cc = Process.Start("cc", file);
                if (cc.Id == 0)
                {
                    Fail("no pid");
                }
                else
                {
                    cc.WaitForExit();
                }
            }

            private static void Fail(string message)
            {
                Console.Error.WriteLine(message);
                Throw(message);
            }

            private static void Throw(string message) => throw new InvalidOperationException(message);
        }
        """);

    [Fact]
    public Task HelperThatMayThrow_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Compiler
        {
            public void Compile(string file, bool isStrict)
            {
                var cc = Process.{|ZG0002:Start|}("cc", file);
                if (cc.Id == 0)
                {
                    Fail("no pid", isStrict);
                }
                else
                {
                    cc.WaitForExit();
                }
            }

            private static void Fail(string message, bool isStrict)
            {
                Console.Error.WriteLine(message);
                if (isStrict)
                {
                    throw new InvalidOperationException(message);
                }
            }
        }
        """);

    [Fact]
    public Task HelperThatEndsTheProgramRightAfter_IsSilent() => VerifyProgramAsync("""
        using System;
        using System.Diagnostics;

        class Updater
        {
            static void Main()
            {
                while (true)
                {
                    if (Console.ReadLine() == "restart")
                    {
                        Process.Start("app", "--restarted");
                        Quit("restarting");
                    }
                }
            }

            private static void Quit(string why)
            {
                Console.WriteLine(why);
                Exit();
            }

            private static void Exit() => Environment.Exit(0);
        }
        """);

    [Fact]
    public Task HelperThatIsOnlyNamedExit_Reports() => VerifyProgramAsync("""
        using System;
        using System.Diagnostics;

        class Updater
        {
            static void Main()
            {
                while (true)
                {
                    if (Console.ReadLine() == "restart")
                    {
                        Process.{|ZG0002:Start|}("app", "--restarted");
                        Exit();
                    }
                }
            }

            private static void Exit() => Console.WriteLine("bye");
        }
        """);

    [Fact]
    public Task ParentEndsAfterQuickHelpers_IsSilent() => VerifyProgramAsync("""
        using System;
        using System.Diagnostics;

        Process.Start("server");
        Greet("server");

        static class Program2
        {
            public static void Sleep() => System.Threading.Thread.Sleep(1000);
        }

        partial class Program
        {
            private static void Greet(string name)
            {
                var text = "started " + name;
                Console.WriteLine(text);
            }
        }
        """);

    [Fact]
    public Task ParentGoesOnInHelper_Reports() => VerifyProgramAsync("""
        using System;
        using System.Diagnostics;

        Process.{|ZG0002:Start|}("server");
        Greet("server");

        partial class Program
        {
            private static void Greet(string name)
            {
                Console.WriteLine("started " + name);
                Rest();
            }

            private static void Rest() => System.Threading.Thread.Sleep(1000);
        }
        """);
}
