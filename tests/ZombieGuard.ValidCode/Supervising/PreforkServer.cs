using System;
using System.Collections.Generic;
using System.Linq;
using ZombieGuard.ValidCode.Native;

namespace ZombieGuard.ValidCode.Supervising;

/// <summary>A server of several worker processes, made by the C library; each pid is waited for by number.</summary>
public sealed class PreforkServer
{
    private readonly Dictionary<int, int> _slotOfPid = [];

    public void Run(string program, int workers)
    {
        for (var slot = 0; slot < workers; slot++)
        {
            if (Libc.posix_spawn(out var pid, program, 0, 0, [program, $"--slot={slot}", null], null) != 0)
            {
                break;
            }

            _slotOfPid.Add(pid, slot);
        }

        foreach (var (pid, slot) in _slotOfPid)
        {
            Libc.waitpid(pid, out var status, 0);
            Console.WriteLine($"slot {slot} ended with {status >> 8}");
        }

        _slotOfPid.Clear();
    }

    /// <summary>Workers that are looked after one by one: who has ended is started again, until none is left to start.</summary>
    public static void RunWithRestarts(string program, int restarts)
    {
        while (true)
        {
            var error = Libc.posix_spawnp(out var pid, program, 0, 0, [program, null], null);
            if (error != 0)
            {
                throw new InvalidOperationException($"posix_spawn: {error}");
            }

            int status;
            while (Libc.waitpid(pid, out status, 0) == -1 && Libc.LastErrorIsInterrupt)
            {
            }

            if (status == 0 || restarts-- == 0)
            {
                return;
            }
        }
    }

    /// <summary>A fixed crew in an array; stopped from the last to the first.</summary>
    public static void RunCrew(string program)
    {
        var pids = new int[4];
        for (var i = 0; i < pids.Length; i++)
        {
            Libc.posix_spawn(out pids[i], program, 0, 0, [program, null], null);
        }

        Console.ReadLine();
        for (var i = pids.Length - 1; i >= 0; i--)
        {
            Libc.kill(pids[i], Libc.SIGTERM);
            Libc.waitpid(pids[i], out _, 0);
        }
    }

    public static int[] ExitCodesOf(IEnumerable<string> programs)
    {
        var pids = programs.Select(Spawn).ToList();
        return [.. pids.Select(WaitFor)];
    }

    private static int Spawn(string program) =>
        Libc.posix_spawn(out var pid, program, 0, 0, [program, null], null) == 0 ? pid : -1;

    private static int WaitFor(int pid) => Libc.waitpid(pid, out var status, 0) == pid ? status >> 8 : -1;
}
