using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using ZombieGuard.ValidCode.Native;

namespace ZombieGuard.ValidCode.Terminal;

/// <summary>A shell on a terminal of its own, without a fork of the runtime: posix_spawn opens the terminal's other end.</summary>
public sealed unsafe class PtySession
{
    private readonly int _pid;

    private PtySession(int master, int pid)
    {
        Master = master;
        _pid = pid;
        Exit = Task.Run(Wait);
    }

    public int Master { get; }

    public Task<int> Exit { get; }

    public static PtySession Open(string shell)
    {
        var master = Libc.posix_openpt(Libc.O_RDWR | Libc.O_NOCTTY);
        if (master < 0 || Libc.grantpt(master) != 0 || Libc.unlockpt(master) != 0)
        {
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        }

        var actions = NativeMemory.AllocZeroed(128);
        try
        {
            Libc.posix_spawn_file_actions_init((nint)actions);
            Libc.posix_spawn_file_actions_addopen((nint)actions, 0, NameOf(master), Libc.O_RDWR, 0);
            Libc.posix_spawn_file_actions_adddup2((nint)actions, 0, 1);
            Libc.posix_spawn_file_actions_adddup2((nint)actions, 0, 2);
            var error = Libc.posix_spawn(out var pid, shell, (nint)actions, 0, [shell, "-i", null], null);
            Libc.posix_spawn_file_actions_destroy((nint)actions);
            return error == 0 ? new PtySession(master, pid) : throw new IOException($"posix_spawn: {error}");
        }
        catch
        {
            Libc.close(master);
            throw;
        }
        finally
        {
            NativeMemory.Free(actions);
        }
    }

    public void HangUp() => Libc.kill(_pid, Libc.SIGTERM);

    private int Wait()
    {
        int status;
        while (Libc.waitpid(_pid, out status, 0) < 0)
        {
            if (!Libc.LastErrorIsInterrupt)
            {
                return -1;
            }
        }

        Libc.close(Master);
        return (status & 0x7f) == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f);
    }

    private static string NameOf(int master)
    {
        var name = stackalloc byte[64];
        return Libc.ptsname_r(master, (nint)name, 64) == 0
            ? Marshal.PtrToStringUTF8((nint)name)!
            : throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }
}
