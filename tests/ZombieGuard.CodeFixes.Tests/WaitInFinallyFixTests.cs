using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

public class WaitInFinallyFixTests
{
    [Fact]
    public Task EveryWayOut_Waits() => VerifyAsync(
        """
        int M(ProcessStartInfo psi, bool quick)
        {
            var p = Process.{|ZG0002:Start|}(psi);
            if (p == null)
            {
                return 2;
            }

            // not today
            if (quick)
                return 1;

            Console.WriteLine(p.Id);
            return 0; // all is well
        }
        """,
        """
        int M(ProcessStartInfo psi, bool quick)
        {
            var p = Process.Start(psi);
            if (p == null)
            {
                return 2;
            }

            try
            {
                // not today
                if (quick)
                    return 1;

                Console.WriteLine(p.Id);
                return 0; // all is well
            }
            finally
            {
                p.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task AsyncCode_AwaitsWithoutToken() => VerifyAsync(
        """
        async Task M(ProcessStartInfo psi, CancellationToken token)
        {
            using var p = Process.{|ZG0002:Start|}(psi);
            await Task.Delay(1, token);
        }
        """,
        """
        async Task M(ProcessStartInfo psi, CancellationToken token)
        {
            using var p = Process.Start(psi);
            try
            {
                await Task.Delay(1, token);
            }
            finally
            {
                if (p is not null)
                {
                    await p.WaitForExitAsync();
                }
            }
        }
        """);

    [Fact]
    public Task WaitThatOnePathMisses_MovesIntoTheFinally() => VerifyAsync(
        """
        void M(bool inBackground)
        {
            var p = Process.{|ZG0002:Start|}("x");
            if (inBackground)
            {
                return;
            }

            p.WaitForExit();
        }
        """,
        """
        void M(bool inBackground)
        {
            var p = Process.Start("x");
            try
            {
                if (inBackground)
                {
                    return;
                }
            }
            finally
            {
                p.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task ExistingFinally_WaitsBeforeItDisposes() => VerifyAsync(
        """
        string M(ProcessStartInfo psi)
        {
            var p = Process.Start(psi)!;
            try
            {
                return p.StandardOutput.{|ZG0010:ReadToEnd|}();
            }
            catch (InvalidOperationException)
            {
            }
            finally
            {
                p.Dispose();
            }

            return "";
        }
        """,
        """
        string M(ProcessStartInfo psi)
        {
            var p = Process.Start(psi)!;
            try
            {
                return p.StandardOutput.ReadToEnd();
            }
            catch (InvalidOperationException)
            {
            }
            finally
            {
                p.WaitForExit();
                p.Dispose();
            }

            return "";
        }
        """);

    [Fact]
    public Task StatementsUpToDispose_AreWrapped() => VerifyAsync(
        """
        string M(ProcessStartInfo psi, bool quick)
        {
            var p = Process.{|ZG0002:Start|}(psi)!;
            if (quick)
            {
                return "";
            }

            Console.WriteLine(p.Id);
            p.Dispose();
            return "x";
        }
        """,
        """
        string M(ProcessStartInfo psi, bool quick)
        {
            var p = Process.Start(psi)!;
            try
            {
                if (quick)
                {
                    return "";
                }

                Console.WriteLine(p.Id);
            }
            finally
            {
                p.WaitForExit();
            }

            p.Dispose();
            return "x";
        }
        """);

    [Fact]
    public Task BraceStyleAndTextLiterals_AreKept() => FixTest.VerifyTextAsync(
        WaitInFinallyFix.Key,
        """"
        using System;
        using System.Diagnostics;

        class C {
          void M(bool quick) {
            var p = Process.{|ZG0002:Start|}("x");
            if (quick) {
              return;
            }

            // two lines
            Console.WriteLine(@"a
            b");
            Console.WriteLine(
              p.Id);
          }
        }
        """",
        """"
        using System;
        using System.Diagnostics;

        class C {
          void M(bool quick) {
            var p = Process.Start("x");
            try {
              if (quick) {
                return;
              }

              // two lines
              Console.WriteLine(@"a
            b");
              Console.WriteLine(
                p.Id);
            } finally {
              p.WaitForExit();
            }
          }
        }
        """");

    [Fact]
    public Task RawPid_IsGuarded() => VerifyAsync(
        """
        [DllImport("libc")]
        static extern int fork();

        [DllImport("libc")]
        static extern int waitpid(int pid, out int status, int options);

        void M(bool quick)
        {
            var pid = {|ZG0001:fork|}();
            if (quick)
            {
                return;
            }

            Console.WriteLine(pid);
        }
        """,
        """
        [DllImport("libc")]
        static extern int fork();

        [DllImport("libc")]
        static extern int waitpid(int pid, out int status, int options);

        void M(bool quick)
        {
            var pid = fork();
            try
            {
                if (quick)
                {
                    return;
                }

                Console.WriteLine(pid);
            }
            finally
            {
                if (pid > 0)
                {
                    waitpid(pid, out _, 0);
                }
            }
        }
        """);

    [Fact]
    public Task ParentThatEndsPastEveryFinally_NotOffered() => VerifyNotOfferedAsync(
        """
        [DllImport("libc")]
        static extern int fork();

        [DllImport("libc")]
        static extern void _exit(int code);

        void M()
        {
            var pid = {|ZG0001:fork|}();
            Thread.Sleep(1000);
            _exit(0);
        }
        """);

    [Fact]
    public Task Goto_NotOffered() => VerifyNotOfferedAsync(
        """
        void M(bool again)
        {
            start:
            var p = Process.{|ZG0002:Start|}("x");
            if (again)
            {
                goto start;
            }

            Console.WriteLine(p.Id);
        }
        """);

    [Fact]
    public Task LocalFunctionInTheRest_NotOffered() => VerifyNotOfferedAsync(
        """
        void M()
        {
            Print();
            var p = Process.{|ZG0002:Start|}("x");
            Print();
            Console.WriteLine(p.Id);

            void Print()
            {
            }
        }
        """);

    [Fact]
    public Task ConditionalText_NotOffered() => VerifyNotOfferedAsync(
        """
        void M(bool quick)
        {
            var p = Process.{|ZG0002:Start|}("x");
        #if DEBUG
            if (quick)
            {
                return;
            }
        #endif
            Console.WriteLine(p.Id);
        }
        """);

    private static Task VerifyAsync(string members, string fixedMembers) => FixTest.VerifyAsync(WaitInFinallyFix.Key, members, fixedMembers);

    private static Task VerifyNotOfferedAsync(string members) => FixTest.VerifyNotOfferedAsync(WaitInFinallyFix.Key, members);
}
