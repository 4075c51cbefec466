using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Enumeration;
using System.Runtime.InteropServices;
using System.Text;
using ZombieGuard.Native;

namespace ZombieGuard.Scanning;

/// <summary>Reads files of /proc, whose processes come and go meanwhile: what is gone, or may not be read, is null.</summary>
internal static class ProcFile
{
    internal static string? Read(string path)
    {
        try
        {
            // ReadWrite: a shared read would lock the file (flock), which /proc need not allow.
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var buffer = ArrayPool<byte>.Shared.Rent(4096);
            try
            {
                var length = 0;
                for (int read; (read = RandomAccess.Read(file, buffer.AsSpan(length), length)) > 0; length += read)
                {
                    if (length + read == buffer.Length)
                    {
                        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                        buffer.CopyTo(larger, 0);
                        ArrayPool<byte>.Shared.Return(buffer);
                        buffer = larger;
                    }
                }

                return Encoding.UTF8.GetString(buffer, 0, length);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// A file's beginning, as one read gives it: the number of bytes, or -1. For what is read for each process of a whole system, where a handle
    /// that has to be finalized costs more than the kernel's work.
    /// </summary>
    internal static unsafe int Read(string path, Span<byte> buffer)
    {
        int file;
        do
        {
            file = Fcntl.open(path, Fcntl.O_RDONLY | Fcntl.O_CLOEXEC, 0);
        }
        while (file < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR);
        if (file < 0)
        {
            return -1;
        }

        int length;
        fixed (byte* bytes = buffer)
        {
            do
            {
                length = (int)Unistd.read(file, bytes, (nuint)buffer.Length);
            }
            while (length < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR);
        }

        Unistd.close(file);
        return length;
    }

    /// <summary>
    /// Whether a process is seen to have the memory of a program: a zombie has none any more. False also for kernel threads, and where this
    /// user may not know.
    /// </summary>
    internal static unsafe bool HasProgram(int pid)
    {
        byte start;
        return Unistd.readlink(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/exe"), &start, 1) >= 0;
    }

    /// <summary>A file that holds one number; null where it is gone or says something else, such as "max".</summary>
    internal static long? ReadNumber(string path) =>
        long.TryParse(Read(path), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The entries of a folder that are numbers: processes or threads.</summary>
    internal static List<int> Numbers(string folder)
    {
        var numbers = new List<int>();
        try
        {
            numbers.AddRange(new FileSystemEnumerable<int>(folder, Number)
            {
                ShouldIncludePredicate = static (ref FileSystemEntry entry) => char.IsAsciiDigit(entry.FileName[0]),
            });
        }
        catch (IOException)
        {
            // A task folder whose process has ended: what was listed until then is still true.
        }

        return numbers;

        static int Number(ref FileSystemEntry entry) => int.Parse(entry.FileName, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
