using System.ComponentModel;
using ZombieGuard.Native;

namespace ZombieGuard;

/// <summary>
/// A child could not be started; none was left behind. <see cref="Win32Exception.NativeErrorCode"/> is the system's reason (errno(3)),
/// as in what <see cref="System.Diagnostics.Process.Start()"/> throws.
/// </summary>
public sealed class ChildStartException : Win32Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="error">The errno.</param>
    /// <param name="fileName">The program that was to be started.</param>
    /// <param name="message">What went wrong, in words.</param>
    public ChildStartException(int error, string fileName, string message)
        : base(error, message) => FileName = fileName;

    /// <summary>The program that was to be started.</summary>
    public string FileName { get; }

    /// <summary>
    /// Whether it may work later (EAGAIN, ENOMEM): no pid or no memory was to be had. The message says how many pids are used, what the limits
    /// are, and how many zombies this process has.
    /// </summary>
    public bool IsTransient => NativeErrorCode is Errno.EAGAIN or Errno.ENOMEM;
}
