using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed class ZG0102_WaitsForAProcessByIdTests
{
    [Fact]
    [Trait("Scenario", "S10")]
    public Task Waitpid_OfTheIdItself_Reports() => CallVerifier.VerifyProgramAsync("""
        using System.Diagnostics;
        using static Libc;

        using var worker = Process.Start("worker");
        {|ZG0102:waitpid|}(worker.Id, out var status, 0);
        """);

    [Fact]
    public Task WaitForExit_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.Diagnostics;
        using static Libc;

        using var worker = Process.Start("worker");
        Console.WriteLine(worker.Id);
        kill(worker.Id, SIGTERM);
        worker.WaitForExit();
        """);

    [Fact]
    public Task ThroughALocal_Reports() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading;
        using static Libc;

        using var worker = new Process { StartInfo = new("worker") };
        worker.Start();
        var pid = worker.Id;
        Console.WriteLine($"started {pid}");
        while ({|ZG0102:waitpid|}(pid, out var status, WNOHANG) == 0)
            Thread.Sleep(50);
        """);

    [Fact]
    public Task ThroughALocalThatChanges_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using System.Diagnostics;
        using static Libc;

        using var worker = Process.Start("worker");
        var pid = worker.Id;
        posix_spawn(out pid, "/bin/true", 0, 0, args, null);
        waitpid(pid, out var status, 0);
        worker.WaitForExit();
        """);

    [Fact]
    public Task EachOfTheWaits_Reports() => CallVerifier.VerifyLibraryAsync("""
        using System.Diagnostics;
        using static Libc;

        class Jobs
        {
            private readonly Process _job;

            public Jobs(Process job) => _job = job;

            public void Wait(Process other)
            {
                {|ZG0102:wait4|}(_job.Id, out _, 0, 0);
                {|ZG0102:waitid|}(P_PID, other.Id, 0, WEXITED);
                {|ZG0102:waitid|}(P_PIDFD, pidfd_open(other.Id, 0), 0, WEXITED);
            }
        }
        """);

    [Fact]
    public Task OnlyALook_OrItsGroup_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        using System.Diagnostics;
        using static Libc;
        using static Signals;

        class Jobs
        {
            public void Look(Process job)
            {
                waitid(P_PID, job.Id, 0, WEXITED | WNOWAIT);
                waitid(P_PGID, job.Id, 0, WEXITED);
                waitpid(-job.Id, out _, 0);
            }
        }
        """);

    [Fact]
    public Task AProcessThatWasLookedUp_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using System.Diagnostics;
        using static Libc;

        posix_spawn(out var pid, "/bin/true", 0, 0, args, null);
        using var child = Process.GetProcessById(pid);
        waitpid(child.Id, out _, 0);
        waitpid(Process.GetProcessById(pid).Id, out _, 0);
        foreach (var worker in Process.GetProcessesByName("worker"))
            waitpid(worker.Id, out _, WNOHANG);
        """);

    [Fact]
    public Task EachOfAListOfStartedOnes_Reports() => CallVerifier.VerifyProgramAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;
        using static Libc;

        var workers = new List<Process>();
        for (var i = 0; i < 4; i++)
            workers.Add(Process.Start("worker"));
        foreach (var worker in workers)
            {|ZG0102:waitpid|}(worker.Id, out _, 0);
        """);

    [Fact]
    public Task AnotherTypesId_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using static Libc;

        var child = new Child();
        posix_spawn(out child.Id, "/bin/true", 0, 0, args, null);
        waitpid(child.Id, out _, 0);

        class Child
        {
            public int Id;
        }
        """);

    [Fact]
    public Task AdoptedByTheReaper_Reports() => CallVerifier.VerifyProgramAsync("""
        using System.Diagnostics;
        using ZombieGuard;

        using var worker = Process.Start("worker");
        ChildReaper.Shared.{|ZG0102:Adopt|}(worker.Id);
        """ + Library);

    [Fact]
    public Task AdoptedByWayOfALocal_Reports() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.Diagnostics;
        using ZombieGuard;

        var reaper = ChildReaper.Shared;
        using var worker = Process.Start("worker");
        int pid = worker.Id;
        Console.WriteLine($"started {pid}");
        var child = reaper.{|ZG0102:Adopt|}(pid);
        """ + Library);

    [Fact]
    public Task AdoptedByWayOfALocalThatChanges_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using System.Diagnostics;
        using ZombieGuard;
        using static Libc;

        using var worker = Process.Start("worker");
        int pid = worker.Id;
        posix_spawn(out pid, "/bin/true", 0, 0, args, null);
        ChildReaper.Shared.Adopt(pid);
        worker.WaitForExit();
        """ + Library);

    [Fact]
    public Task AProcessThatWasLookedUp_Adopted_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using System.Diagnostics;
        using ZombieGuard;
        using static Libc;

        posix_spawn(out var pid, "/bin/true", 0, 0, args, null);
        using var child = Process.GetProcessById(pid);
        ChildReaper.Shared.Adopt(child.Id);
        """ + Library);

    [Fact]
    public Task ARawChildAdopted_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using ZombieGuard;
        using static Libc;

        posix_spawn(out var pid, "/bin/true", 0, 0, args, null);
        ChildReaper.Shared.Adopt(pid);
        """ + Library);

    private const string Library = """


        namespace ZombieGuard
        {
            public sealed class ChildReaper
            {
                public static ChildReaper Shared { get; } = new();

                public object Adopt(int pid) => pid;
            }
        }
        """;

    [Fact, Trait("Origin", "Reviewed")]
    public Task ByAMethodThatWaitsByPid_Reports() => CallVerifier.VerifyProgramAsync("""
        using System.Diagnostics;
        using System.Runtime.InteropServices;

        using var worker = Process.Start("worker");
        Native.{|ZG0102:WaitPid|}(worker.Id);

        static class Native
        {
            public static int WaitPid(int pid)
            {
                int status;
                while (Libc.waitpid(pid, out status, 0) < 0 && Marshal.GetLastWin32Error() == Libc.EINTR) { }
                return status;
            }
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ByAMethodThatWaitsByPid_ForARawChild_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using System.Diagnostics;
        using System.Runtime.InteropServices;

        using var worker = Process.Start("worker");
        Libc.posix_spawn(out var pid, args[0], 0, 0, args, null);
        Native.WaitPid(pid);
        foreach (var other in Process.GetProcessesByName("worker")) Native.WaitPid(other.Id);
        worker.WaitForExit();

        static class Native
        {
            public static int WaitPid(int pid)
            {
                int status;
                while (Libc.waitpid(pid, out status, 0) < 0 && Marshal.GetLastWin32Error() == Libc.EINTR) { }
                return status;
            }
        }
        """);
}
