using System.Linq;
using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class PeerFalsePositiveTests
{
    // Class 4: exits before the spawn (clippy 14911), or where the spawn failed.

    [Fact]
    public Task NoChildYet_EarlyReturnInTheSameStatement_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.IO;

        class Launcher
        {
            public int Run(string folder)
            {
                if (folder == null)
                    return -1;

                using var git = Process.Start("git", Directory.Exists(folder) ? folder : throw new ArgumentException(folder));
                git.WaitForExit();
                return git.ExitCode;
            }
        }
        """);

    [Fact]
    public Task NoChild_StartReturnedNull_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public int? Run()
            {
                var git = Process.Start("git", "gc");
                if (git is null)
                    return null;

                git.WaitForExit();
                return git.ExitCode;
            }
        }
        """);

    [Fact]
    public Task NoChild_StartThrew_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public int? Run()
            {
                Process git;
                try
                {
                    git = Process.Start("git", "gc");
                }
                catch (Exception e)
                {
                    Console.Error.WriteLine(e.Message);
                    return null;
                }

                git.WaitForExit();
                return git.ExitCode;
            }
        }
        """);

    [Fact]
    public Task NoChild_NegativePid_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Launcher
        {
            public int Run()
            {
                var pid = vfork();
                if (pid <= -1)
                    return 1;

                if (pid == 0)
                    _exit(0);

                return waitpid(pid, out _, 0);
            }
        }
        """);

    // Class 5: correlated conditions.

    [Fact]
    public Task Correlated_SameFlag_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Run(bool verify)
            {
                Process gpg = null;
                if (verify) { gpg = Process.Start("gpg", "--verify a.sig"); }
                using var tar = Process.Start("tar", "xf a.tgz");
                tar.WaitForExit();
                if (verify) { gpg.WaitForExit(); }
            }
        }
        """);

    [Fact]
    public Task Correlated_NullTest_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Run(bool verify)
            {
                Process gpg = verify ? Process.Start("gpg", "--verify a.sig") : null;
                if (gpg is not null)
                {
                    gpg.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task Correlated_SignTest_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Launcher
        {
            public void Run()
            {
                var pid = fork();
                if (pid == 0)
                    _exit(0);

                if (pid > 0)
                    Console.WriteLine(pid);

                if (pid > 0)
                    waitpid(pid, out _, 0);
            }
        }
        """);

    // Class 6: made per iteration, waited for in a second loop or in finally.

    [Fact]
    public Task Loops_SecondLoop_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Launcher
        {
            public void Run(int count)
            {
                var workers = new List<Process>();
                for (var i = 0; i < count; i++)
                    workers.Add(Process.Start("worker", i.ToString()));

                foreach (var worker in workers)
                {
                    worker.WaitForExit();
                    worker.Dispose();
                }
            }
        }
        """);

    [Fact]
    public Task Loops_Finally_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Run(string[] names)
            {
                foreach (var name in names)
                {
                    var worker = Process.Start("worker", name);
                    try
                    {
                        if (name.Length == 0)
                            continue;

                        Console.WriteLine(name);
                    }
                    finally
                    {
                        worker.WaitForExit();
                    }
                }
            }
        }
        """);

    // Class 7: things that are not children (DisposableFixer 61).

    [Fact]
    public Task NotAChild_CurrentProcessAndLookups_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Monitor
        {
            public void Run(int id)
            {
                Console.WriteLine(Process.GetCurrentProcess().WorkingSet64);
                var other = Process.GetProcessById(id);
                other.Refresh();
                foreach (var dotnet in Process.GetProcessesByName("dotnet"))
                    dotnet.Kill();
                var all = Process.GetProcesses();
                Console.WriteLine(all.Length);
            }
        }
        """);

    [Fact]
    public Task NotAChild_OpenedByTheShell_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Help
        {
            public void Open()
            {
                Process.Start(new ProcessStartInfo { FileName = "https://example.org/help", UseShellExecute = true });
                Process.Start("xdg-open", "manual.pdf");
                Process.Start("rundll32", "url.dll,FileProtocolHandler https://example.org");
            }
        }
        """);

    // Class 8: detached on purpose, with the parent ending or a reaper present.

    [Fact]
    public Task Detached_ParentEnds_IsSilent() => ProgramVerifier.VerifyProgramAsync("""
        using System.Diagnostics;

        if (args.Length > 0)
        {
            Process.Start("my-daemon", args[0]);
            return 0;
        }

        return 1;
        """);

    [Fact]
    public Task Detached_ReaperPresent_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using System.Threading;
        using static Libc;

        new Thread(() =>
        {
            while (true)
            {
                if (waitpid(-1, out _, 0) < 0)
                    Thread.Sleep(100);
            }
        }) { IsBackground = true }.Start();

        while (true)
        {
            posix_spawn(out var pid, args[0], 0, 0, args, null);
            Thread.Sleep(1000);
        }
        """);

    // Class 10: cost (IDE0067 was switched off for it); the size itself is tested in BrokenCodeTests.

    [Fact]
    public Task Cost_ManyFlagsOneChild_IsSilent() => Verify.VerifyAnalyzerAsync($$"""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Run(bool[] flags)
            {
                Process make = null;
                var wanted = flags[0];
                if (wanted) make = Process.Start("make");
                {{string.Concat(Enumerable.Range(1, 200).Select(i => $"if (flags[{i}]) Console.WriteLine({i});\n"))}}
                if (wanted) make.WaitForExit();
            }
        }
        """);
}
