using System;
using System.IO;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using ZombieGuard.Native;

namespace ZombieGuard.Starting;

/// <summary>
/// The master side of a pseudo-terminal (pty(7)). Read and written through the runtime's socket engine, as its own pipe streams are, which
/// takes any descriptor that can be polled: reads can be cancelled and hold no thread.
/// </summary>
internal sealed class TerminalStream : Stream
{
    private readonly Socket _master;

    private TerminalStream(Socket master, string slave)
    {
        _master = master;
        Slave = slave;
    }

    /// <summary>The path of the side that is the child's.</summary>
    internal string Slave { get; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="ChildStartException">No terminal is to be had.</exception>
    internal static unsafe TerminalStream Open(ChildStartInfo info)
    {
        var descriptor = Fcntl.open("/dev/ptmx", Fcntl.O_RDWR | Fcntl.O_NOCTTY | Fcntl.O_CLOEXEC, 0);
        var unlock = 0;
        var number = 0;
        if (descriptor < 0
            || Ioctl.ioctl(descriptor, Ioctl.TIOCSPTLCK, &unlock) != 0
            || Ioctl.ioctl(descriptor, Ioctl.TIOCGPTN, &number) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (descriptor >= 0)
            {
                Unistd.close(descriptor);
            }

            throw new ChildStartException(
                error, info.FileName, $"Cannot start '{info.FileName}': no pseudo-terminal: {Marshal.GetPInvokeErrorMessage(error)}.");
        }

        var terminal = new TerminalStream(new Socket(new SafeSocketHandle(descriptor, ownsHandle: true)), $"/dev/pts/{number}");
        terminal.Resize(info.TerminalColumns, info.TerminalRows);
        return terminal;
    }

    /// <summary>Tells the terminal its size; what runs in its foreground gets SIGWINCH.</summary>
    internal unsafe void Resize(int columns, int rows)
    {
        var size = new winsize { ws_col = (ushort)columns, ws_row = (ushort)rows };
        var isHeld = false;
        try
        {
            _master.SafeHandle.DangerousAddRef(ref isHeld);
            if (Ioctl.ioctl((int)_master.SafeHandle.DangerousGetHandle(), Ioctl.TIOCSWINSZ, &size) != 0)
            {
                throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
            }
        }
        finally
        {
            if (isHeld)
            {
                _master.SafeHandle.DangerousRelease();
            }
        }
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _master.Receive(buffer);
        }
        catch (SocketException failure)
        {
            return EndOr(failure);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _master.ReceiveAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException failure)
        {
            return EndOr(failure);
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            while (!buffer.IsEmpty)
            {
                buffer = buffer[_master.Send(buffer)..];
            }
        }
        catch (SocketException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            while (!buffer.IsEmpty)
            {
                buffer = buffer[await _master.SendAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
            }
        }
        catch (SocketException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _master.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// Once nobody has the other side open the kernel answers EIO, for which the socket engine has no name: that is the end of the output.
    /// </summary>
    private static int EndOr(SocketException failure) =>
        failure.SocketErrorCode == SocketError.SocketError ? 0 : throw new IOException(failure.Message, failure);
}
