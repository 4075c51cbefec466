using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SupervisedWorkers;

/// <summary>A worker: says who it is, and sends back what it gets. The kernel shares the port's connections out among the workers.</summary>
internal static class EchoServer
{
    /// <summary>Linux's numbers on x64 and arm64, from sys/socket.h: .NET has no name for the second.</summary>
    private const int SOL_SOCKET = 1;
    private const int SO_REUSEPORT = 15;

    private const int Backlog = 128;

    /// <summary>Until SIGTERM, or SIGINT: then it ends normally, and is not started again.</summary>
    public static async Task RunAsync(int taskId, int port)
    {
        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetRawSocketOption(SOL_SOCKET, SO_REUSEPORT, BitConverter.GetBytes(1));
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(Backlog);
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptAsync(stop.Token), taskId);
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to end.
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task ServeAsync(Socket client, int taskId)
    {
        try
        {
            await using var stream = new NetworkStream(client, ownsSocket: true);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"worker {taskId} {Environment.ProcessId}\n"));
            await stream.CopyToAsync(stream);
        }
        catch (IOException)
        {
            // The client is gone.
        }
    }
}
