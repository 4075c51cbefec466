using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using System.Threading;
using Microsoft.Win32.SafeHandles;
using ZombieGuard.Native;
using ZombieGuard.Starting;

namespace ZombieGuard;

/// <summary>
/// A file with this process's pid, held by a lock (fcntl(2), F_OFD_SETLK), which ends with the process in whatever way that ends: the lock says
/// whether the pid is one that runs, not the number, which may long be another's.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class PidFile : IDisposable
{
    /// <summary>Each is another process that has had the file meanwhile; only a file system that is out of its mind needs as many.</summary>
    private const int Tries = 1000;

    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _path;
    private readonly FileStream _file;
    private int _isDisposed;

    /// <summary>Kept alive by the event, also where nobody keeps it: the lock must not end with a garbage collection.</summary>
    private PidFile(string path, FileStream file)
    {
        (_path, _file) = (path, file);
        AppDomain.CurrentDomain.ProcessExit += AtExit;
    }

    /// <summary>
    /// Makes the file, or takes over one that nobody holds, whatever it says, and writes this process's pid to it. It is removed by
    /// <see cref="Dispose"/>, and at a normal exit of this process; after another end it stays, held by nobody.
    /// </summary>
    /// <param name="path">The file; its folder must be there. Everybody may read it, its owner alone may write it.</param>
    /// <returns>What holds the file; it need not be kept.</returns>
    /// <exception cref="ArgumentException">The path is null, empty, or contains a NUL.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">
    /// A process holds it, which the message names: see <see cref="TryReadOwner"/>. Or it is no regular file, a symbolic link for one; or it
    /// cannot be written: none is left then.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static PidFile Acquire(string path)
    {
        LinuxOnly.Require();
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = Path.GetFullPath(path);
        for (var tries = 0; tries < Tries; tries++)
        {
            if (FileIdentity.Of(path) is { IsRegular: false })
            {
                throw new IOException($"'{path}' is no regular file.");
            }

            var file = Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
            var isHeld = false;
            try
            {
                Lock(file, path);

                // Its owner may have removed it meanwhile, and another have made it anew.
                if (IsAt(path, file.SafeFileHandle))
                {
                    Write(file, path);
                    isHeld = true;
                    return new PidFile(path, file);
                }
            }
            finally
            {
                if (!isHeld)
                {
                    file.Dispose();
                }
            }
        }

        throw new IOException($"'{path}' is another file each time.");
    }

    /// <summary>Whether a process holds the file, and which.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pid">What the file says, where it is held: the pid, or 0 where that is not written yet. Else 0.</param>
    /// <returns>Whether it is held; false where there is none.</returns>
    /// <exception cref="ArgumentException">The path is null, empty, or contains a NUL.</exception>
    /// <exception cref="IOException">It cannot be read, or no lock can be had there.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static unsafe bool TryReadOwner(string path, out int pid)
    {
        LinuxOnly.Require();
        ArgumentException.ThrowIfNullOrEmpty(path);
        pid = 0;
        path = Path.GetFullPath(path);
        if (FileIdentity.Of(path) is not { IsRegular: true })
        {
            return false;
        }

        try
        {
            using var file = Open(path, FileMode.Open, FileAccess.Read);
            var range = new flock { l_type = Fcntl.F_WRLCK };
            if (Fcntl.fcntl((int)file.SafeFileHandle.DangerousGetHandle(), Fcntl.F_OFD_GETLK, &range) != 0)
            {
                throw Failure(path, Marshal.GetLastPInvokeError());
            }

            pid = range.l_type == Fcntl.F_UNLCK ? 0 : Number(file.SafeFileHandle);
            return range.l_type != Fcntl.F_UNLCK;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Lets go of the file, and removes it where it still is this one.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            AppDomain.CurrentDomain.ProcessExit -= AtExit;
            Remove(_file, _path);
            _file.Dispose();
        }
    }

    private void AtExit(object? sender, EventArgs e) => Dispose();

    /// <summary>Open to all others, so that they can read it: the runtime would lock it on its own account (flock(2)).</summary>
    private static FileStream Open(string path, FileMode mode, FileAccess access) => new(path, new FileStreamOptions
    {
        Mode = mode,
        Access = access,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
        UnixCreateMode = access == FileAccess.Read ? null : Mode,
    });

    private static unsafe void Lock(FileStream file, string path)
    {
        var range = new flock { l_type = Fcntl.F_WRLCK };
        if (Fcntl.fcntl((int)file.SafeFileHandle.DangerousGetHandle(), Fcntl.F_OFD_SETLK, &range) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw error is Errno.EAGAIN or Errno.EACCES ? Held(path, Number(file.SafeFileHandle)) : Failure(path, error);
        }
    }

    private static void Write(FileStream file, string path)
    {
        try
        {
            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n")));
        }
        catch
        {
            Remove(file, path);
            throw;
        }
    }

    private static void Remove(FileStream file, string path)
    {
        try
        {
            if (IsAt(path, file.SafeFileHandle))
            {
                File.Delete(path);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // No right to any more: it stays, held by nobody.
        }
    }

    private static bool IsAt(string path, SafeFileHandle file) =>
        FileIdentity.Of(path) is { } there && FileIdentity.Of(file) is { } here && there == here with { Size = there.Size };

    /// <summary>0 where the file says none.</summary>
    private static int Number(SafeFileHandle file)
    {
        Span<byte> text = stackalloc byte[16];
        text = text[..RandomAccess.Read(file, text, 0)];
        return int.TryParse(Encoding.ASCII.GetString(text), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var pid) ? pid : 0;
    }

    private static IOException Held(string path, int pid) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{path}' is held by {(pid > 0 ? $"process {pid}" : "another process")}."));

    private static IOException Failure(string path, int error) =>
        new($"'{path}' cannot be locked: {Marshal.GetPInvokeErrorMessage(error)}.", error);
}
