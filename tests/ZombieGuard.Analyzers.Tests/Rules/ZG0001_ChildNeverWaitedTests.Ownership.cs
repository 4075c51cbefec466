using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0001_ChildNeverWaitedTests
{
    [Fact]
    public Task PidReturned_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public int Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                return pid;
            }
        }
        """);

    [Fact]
    public Task ErrorReturnedInsteadOfPid_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public int Run(string[] argv)
            {
                var error = {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                return error;
            }
        }
        """);

    [Fact]
    public Task PidHandedOut_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public bool TryRun(string[] argv, out int pid)
            {
                return posix_spawn(out pid, argv[0], 0, 0, argv, null) == 0;
            }
        }
        """);

    [Fact]
    public Task PidInLocalInsteadOfOut_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public bool TryRun(string[] argv)
            {
                return {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null) == 0;
            }
        }
        """);

    [Fact]
    public Task PidPrinted_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                Console.WriteLine($"started {pid}");
                Console.WriteLine("the group is {0}", -pid);
            }
        }
        """);

    [Fact]
    public Task PidWrittenToAFile_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.IO;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                File.WriteAllText("/run/spawner.pid", pid.ToString());
            }
        }
        """);

    [Fact]
    public Task PidWrittenToAFile_ThenWaitedFor_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.IO;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                File.WriteAllText("/run/spawner.pid", pid.ToString());
                waitpid(pid, out _, 0);
                File.Delete("/run/spawner.pid");
            }
        }
        """);

    [Fact]
    public Task PidPassedToDelegate_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, Action<int> started)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                started(pid);
            }
        }
        """);

    [Fact]
    public Task DelegateCalledWithoutPid_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, Action<int> started)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                started(0);
            }
        }
        """);

    [Fact]
    public Task PidOverwrittenByTheNext_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                posix_spawn(out pid, argv[1], 0, 0, argv, null);
                waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task PidKeptBeforeTheNext_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                var first = pid;
                posix_spawn(out pid, argv[1], 0, 0, argv, null);
                waitpid(pid, out _, 0);
                waitpid(first, out _, 0);
            }
        }
        """);

    [Fact]
    public Task WaitedForInTaskRun_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Threading.Tasks;
        using static Libc;

        class Spawner
        {
            public Task Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                return Task.Run(() => waitpid(pid, out _, 0));
            }
        }
        """);

    [Fact]
    public Task OnlyPrintedInTaskRun_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using System.Threading.Tasks;
        using static Libc;

        class Spawner
        {
            public Task Run(string[] argv)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                return Task.Run(() => Console.WriteLine(pid));
            }
        }
        """);

    [Fact]
    public Task WaitedForThroughUnchangedCondition_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, bool enabled)
            {
                var pid = 0;
                if (enabled)
                    posix_spawn(out pid, argv[0], 0, 0, argv, null);

                if (pid > 0)
                    waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task WaitedForUnderAnotherCondition_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, bool enabled, bool wait)
            {
                var pid = 0;
                if (enabled)
                    {|ZG0001:posix_spawn|}(out pid, argv[0], 0, 0, argv, null);

                if (wait)
                    waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task DeconstructedTuple_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                var (pid, name) = (fork(), "worker");
                if (pid == 0)
                    _exit(0);

                waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task DeconstructedTuple_NeverWaited_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                var (pid, name) = ({|ZG0001:fork|}(), "worker");
                if (pid == 0)
                    _exit(0);

                Console.WriteLine(name);
            }
        }
        """);

    [Fact]
    public Task PidStoredInField_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            private int _pid;

            public void Run(string[] argv) => posix_spawn(out _pid, argv[0], 0, 0, argv, null);

            public void Stop() => waitpid(_pid, out _, 0);
        }
        """);

    [Fact]
    public Task PidPassedToInterface_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        interface IReaper
        {
            void Adopt(int pid);
        }

        class Spawner
        {
            public void Run(IReaper reaper, string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                reaper.Adopt(pid);
            }
        }
        """);

    [Fact]
    public Task PidPassedToOwnMethod_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                Reap(pid);
            }

            private static void Reap(int pid) => waitpid(pid, out _, 0);
        }
        """);

    [Fact]
    public Task PidKeptByItsSafeHandle_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;
        using static Libc;

        class ChildHandle : SafeHandle
        {
            private ChildHandle(int pid) : base(-1, true) => SetHandle(pid);

            public override bool IsInvalid => handle <= 0;

            public static ChildHandle Spawn(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                return new ChildHandle(pid);
            }

            protected override bool ReleaseHandle() => waitpid((int)handle, out _, 0) > 0;
        }

        class OtherHandle : CriticalHandle
        {
            private OtherHandle(int pid) : base(-1) => handle = pid;

            public override bool IsInvalid => handle <= 0;

            public static OtherHandle Spawn(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                return new OtherHandle(pid);
            }

            protected override bool ReleaseHandle() => waitpid((int)handle, out _, 0) > 0;
        }
        """);

    [Fact]
    public Task PidOnlyComparedByItsHandle_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;

        class ChildHandle : SafeHandle
        {
            private ChildHandle(int pid) : base(-1, true) => ArgumentOutOfRangeException.ThrowIfNegative(pid);

            public override bool IsInvalid => handle <= 0;

            public static ChildHandle Spawn(string[] argv)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                return new ChildHandle(pid);
            }

            protected override bool ReleaseHandle() => true;
        }
        """);
}
