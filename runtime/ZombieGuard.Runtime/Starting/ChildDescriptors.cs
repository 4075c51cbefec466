using System;
using System.IO;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using ZombieGuard.Native;

namespace ZombieGuard.Starting;

/// <summary>
/// The descriptors that a child gets as 0, 1 and 2 where they are not this process's own, and our ends of its pipes. They are opened here
/// and not in the child, whose error would not say which of them it was about.
/// </summary>
internal sealed unsafe class ChildDescriptors(string program) : IDisposable
{
    private const int Inherited = -1;
    private const int FirstFree = 3;

    private readonly int[] _childs = [Inherited, Inherited, Inherited];
    private readonly int[] _ours = [Inherited, Inherited, Inherited];

    internal void Open(int target, ChildStdio stdio)
    {
        if (stdio.IsPipe)
        {
            var ends = stackalloc int[2];
            Check(Unistd.pipe2(ends, Fcntl.O_CLOEXEC), "a pipe");
            var ours = target == 0 ? 1 : 0;
            _ours[target] = ends[ours];
            _childs[target] = Beyond(ends[1 - ours]);
        }
        else if (stdio.Path is { } path)
        {
            _childs[target] = Beyond(OpenFile(path, stdio.Flags));
        }
        else if (stdio.Source is { } source)
        {
            var isHeld = false;
            try
            {
                source.DangerousAddRef(ref isHeld);
                _childs[target] = Copy((int)source.DangerousGetHandle());
            }
            finally
            {
                if (isHeld)
                {
                    source.DangerousRelease();
                }
            }
        }
    }

    /// <summary>Whether there is anything for the child to do.</summary>
    internal bool IsEmpty => !_childs.AsSpan().ContainsAnyExcept(Inherited);

    internal bool HasPipes => _ours.AsSpan().ContainsAnyExcept(Inherited);

    /// <summary>Returns 0, or the error.</summary>
    internal int AddTo(posix_spawn_file_actions_t* actions)
    {
        var error = 0;
        for (var target = 0; target < _childs.Length && error == 0; target++)
        {
            if (_childs[target] != Inherited)
            {
                error = Spawn.posix_spawn_file_actions_adddup2(actions, _childs[target], target);
            }
        }

        return error;
    }

    /// <summary>Our end of a pipe, which is the caller's from then on; null where there is none.</summary>
    internal Stream? TakeStream(int target)
    {
        if (_ours[target] == Inherited)
        {
            return null;
        }

        var handle = new SafePipeHandle(_ours[target], ownsHandle: true);
        _ours[target] = Inherited;
        return new AnonymousPipeClientStream(target == 0 ? PipeDirection.Out : PipeDirection.In, handle);
    }

    public void Dispose()
    {
        Close(_childs);
        Close(_ours);

        static void Close(int[] descriptors)
        {
            foreach (var descriptor in descriptors)
            {
                if (descriptor != Inherited)
                {
                    Unistd.close(descriptor);
                }
            }
        }
    }

    private int OpenFile(string path, int flags)
    {
        int descriptor;
        do
        {
            descriptor = Fcntl.open(path, flags | Fcntl.O_CLOEXEC | Fcntl.O_NOCTTY, 0b110_110_110);
        }
        while (descriptor < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR);
        return Check(descriptor, path);
    }

    /// <summary>
    /// A descriptor below 3, which we get where our own standard streams are closed, would be overwritten before its turn to be copied.
    /// </summary>
    private int Beyond(int descriptor)
    {
        if (descriptor >= FirstFree)
        {
            return descriptor;
        }

        try
        {
            return Copy(descriptor);
        }
        finally
        {
            Unistd.close(descriptor);
        }
    }

    private int Copy(int descriptor) => Check(Fcntl.fcntl(descriptor, Fcntl.F_DUPFD_CLOEXEC, FirstFree), "a standard stream");

    private int Check(int result, string what)
    {
        if (result >= 0)
        {
            return result;
        }

        var error = Marshal.GetLastPInvokeError();
        throw new ChildStartException(
            error, program, $"Cannot start '{program}': {what} cannot be opened: {Marshal.GetPInvokeErrorMessage(error)}.");
    }
}
