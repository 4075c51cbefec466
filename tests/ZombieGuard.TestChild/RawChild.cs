using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace ZombieGuard.TestChild;

/// <summary>Children that Process does not know, and what /proc says about them: none of it by the library that is tested.</summary>
internal static unsafe partial class RawChild
{
    internal const int SIGKILL = 9;
    internal const int SIGCHLD = 17;
    internal const int WNOHANG = 1;
    internal const int WUNTRACED = 2;
    internal const int WCONTINUED = 8;

    /// <summary>A child that exits with this code at once.</summary>
    internal static int Exits(int code) => Shell(string.Create(CultureInfo.InvariantCulture, $"exit {code}"));

    internal static int Shell(string script) => Spawn("/bin/sh", "-c", script);

    internal static int Sleeps() => Spawn("/bin/sleep", "1000");

    internal static int Spawn(params string[] arguments)
    {
        var vector = (byte**)NativeMemory.AllocZeroed((nuint)arguments.Length + 1, (nuint)sizeof(byte*));
        byte* environment = null;
        for (var i = 0; i < arguments.Length; i++)
        {
            vector[i] = (byte*)Marshal.StringToCoTaskMemUTF8(arguments[i]);
        }

        int pid;
        var error = posix_spawn(&pid, vector[0], null, null, vector, &environment);
        for (var i = 0; i < arguments.Length; i++)
        {
            Marshal.FreeCoTaskMem((nint)vector[i]);
        }

        NativeMemory.Free(vector);
        return error == 0 ? pid : throw new InvalidOperationException($"posix_spawn: errno {error}");
    }

    /// <summary>Waits for one child as plain code does: (pid, status), or (-1, errno).</summary>
    internal static (int Result, int Status) Wait(int pid, int options = 0)
    {
        int status;
        var result = waitpid(pid, &status, options);
        return result < 0 ? (result, Marshal.GetLastPInvokeError()) : (result, status);
    }

    /// <summary>State and parent of a process; null where there is none.</summary>
    internal static (char State, int Parent)? Stat(int pid) => Ids(pid) is { } ids ? (ids.State, ids.Parent) : null;

    /// <summary>The same, with the process group, the session, and the group in the foreground of its terminal.</summary>
    internal static (char State, int Parent, int Group, int Session, int Foreground)? Ids(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], Number(1), Number(2), Number(3), Number(5));

            int Number(int field) => int.Parse(fields[field], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Whether SIGCHLD is in one of this process's signal masks: SigBlk, SigIgn, SigCgt (proc(5)).</summary>
    internal static bool HasSigchld(string mask) => HasSignal(Environment.ProcessId, mask, SIGCHLD);

    /// <summary>The same for any process and signal: a shell that has just been started has not come to its trap yet.</summary>
    internal static bool HasSignal(int pid, string mask, int signal) => File.ReadLines($"/proc/{pid}/status")
        .Where(line => line.StartsWith(mask, StringComparison.Ordinal))
        .Any(line => (ulong.Parse(line.AsSpan(mask.Length + 1).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1) & 1) != 0);

    internal static bool IsZombie(int pid) => Stat(pid)?.State == 'Z';

    /// <summary>The zombies that are children of this process, found by reading every process.</summary>
    internal static List<int> Zombies() =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           let pid = int.TryParse(Path.GetFileName(folder), out var number) ? number : 0
           where pid > 0 && Stat(pid) is ('Z', var parent) && parent == Environment.ProcessId
           select pid,
    ];

    [LibraryImport("libc")]
    internal static partial int kill(int pid, int signal);

    [LibraryImport("libc")]
    internal static partial int tgkill(int group, int thread, int signal);

    [LibraryImport("libc")]
    internal static partial uint getuid();

    [LibraryImport("libc")]
    internal static partial int raise(int signal);

    [LibraryImport("libc")]
    internal static partial int prctl(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [LibraryImport("libc")]
    internal static partial nint signal(int signal, nint handler);

    [LibraryImport("libc")]
    internal static partial int sigaction(int signal, byte* action, byte* old);

    [LibraryImport("libc")]
    internal static partial int setrlimit(int resource, ulong* limits);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int dup(int fd);

    [LibraryImport("libc")]
    internal static partial int close(int fd);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int waitpid(int pid, int* status, int options);

    [LibraryImport("libc")]
    private static partial int posix_spawn(int* pid, byte* path, void* actions, void* attributes, byte** arguments, byte** environment);
}
