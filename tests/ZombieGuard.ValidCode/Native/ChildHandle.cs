using System;
using System.Runtime.InteropServices;

namespace ZombieGuard.ValidCode.Native;

/// <summary>A raw child behind a safe handle: released is waited for.</summary>
public sealed class ChildHandle : SafeHandle
{
    private ChildHandle(int pid)
        : base(-1, ownsHandle: true) => SetHandle(pid);

    public override bool IsInvalid => handle <= 0;

    public static ChildHandle Spawn(string program, params string[] arguments)
    {
        var error = Libc.posix_spawn(out var pid, program, 0, 0, [program, .. arguments, null], null);
        return error == 0 ? new ChildHandle(pid) : throw new System.ComponentModel.Win32Exception(error);
    }

    protected override bool ReleaseHandle()
    {
        Libc.kill((int)handle, Libc.SIGKILL);
        return Libc.waitpid((int)handle, out _, 0) == handle;
    }
}

/// <summary>The same as a plain class that keeps the pid in a field.</summary>
public sealed class SpawnedChild : IDisposable
{
    private int _pid;

    public SpawnedChild(string program)
    {
        if (Libc.posix_spawn(out _pid, program, 0, 0, [program, null], null) != 0)
        {
            throw new InvalidOperationException();
        }
    }

    public int Wait()
    {
        if (_pid <= 0)
        {
            return -1;
        }

        Libc.waitpid(_pid, out var status, 0);
        _pid = 0;
        return (status >> 8) & 0xff;
    }

    public void Dispose() => Wait();
}

/// <summary>A value type that carries the pid to whoever asked for the child.</summary>
public readonly record struct ChildPid(int Value)
{
    public static ChildPid None => new(-1);

    public static ChildPid Spawn(string program) =>
        Libc.posix_spawnp(out var pid, program, 0, 0, [program, null], null) == 0 ? new ChildPid(pid) : None;

    public int Join() => Value > 0 && Libc.waitpid(Value, out var status, 0) == Value ? status : -1;
}
