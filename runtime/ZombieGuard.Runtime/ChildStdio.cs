using System;
using System.Runtime.InteropServices;
using ZombieGuard.Native;

namespace ZombieGuard;

/// <summary>Where a child's standard input comes from, or where its output or error goes.</summary>
public sealed class ChildStdio
{
    private ChildStdio()
    {
    }

    /// <summary>What this process has itself; the terminal, where <see cref="ChildStartInfo.UseTerminal"/> is set. The default.</summary>
    public static ChildStdio Inherit { get; } = new();

    /// <summary>The null device: an empty input; what is written is gone.</summary>
    public static ChildStdio Null { get; } = new() { Path = "/dev/null", Flags = Fcntl.O_RDWR };

    /// <summary>
    /// A pipe (pipe(7)), whose other end is <see cref="ChildProcess.StandardInput"/>, <see cref="ChildProcess.StandardOutput"/> or
    /// <see cref="ChildProcess.StandardError"/>. It holds 64 KiB; then the child waits until somebody reads.
    /// </summary>
    public static ChildStdio Pipe { get; } = new() { IsPipe = true };

    internal bool IsPipe { get; private init; }

    internal string? Path { get; private init; }

    internal int Flags { get; private init; }

    internal SafeHandle? Source { get; private init; }

    /// <summary>A file that is there, to be read.</summary>
    /// <param name="path">The file, relative to this process's working directory.</param>
    /// <returns>What to set.</returns>
    /// <exception cref="ArgumentException">The path is null, empty or contains a NUL.</exception>
    public static ChildStdio ReadFrom(string path) => File(path, Fcntl.O_RDONLY);

    /// <summary>A file, made anew or emptied.</summary>
    /// <inheritdoc cref="ReadFrom"/>
    public static ChildStdio WriteTo(string path) => File(path, Fcntl.O_WRONLY | Fcntl.O_CREAT | Fcntl.O_TRUNC);

    /// <summary>
    /// A file, made if need be, at whose end each write goes (O_APPEND): several children, and output with error, can share it.
    /// </summary>
    /// <inheritdoc cref="ReadFrom"/>
    public static ChildStdio AppendTo(string path) => File(path, Fcntl.O_WRONLY | Fcntl.O_CREAT | Fcntl.O_APPEND);

    /// <summary>An open file, pipe or socket of this process, which the child gets a copy of.</summary>
    /// <param name="handle">The handle; it is not closed, and must be open while the child is started.</param>
    /// <returns>What to set.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is null.</exception>
    public static ChildStdio From(SafeHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return new ChildStdio { Source = handle };
    }

    private static ChildStdio File(string path, int flags)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return path.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException("A path cannot contain a NUL.", nameof(path))
            : new ChildStdio { Path = path, Flags = flags };
    }
}
