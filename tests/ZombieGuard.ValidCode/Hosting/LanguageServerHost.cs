using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Hosting;

/// <summary>A language server that is spoken to over its standard streams; asked to exit, then given a while, then killed.</summary>
public sealed class LanguageServerHost : IAsyncDisposable
{
    private readonly Process _server;
    private readonly Task _reading;
    private readonly SemaphoreSlim _writing = new(1);

    private LanguageServerHost(Process server)
    {
        _server = server;
        _reading = Task.Run(ReadAsync);
    }

    public event Action<string>? MessageReceived;

    public static LanguageServerHost Launch(string program)
    {
        var server = new Process
        {
            StartInfo = new ProcessStartInfo(program, "--stdio") { RedirectStandardInput = true, RedirectStandardOutput = true },
        };
        server.Start();
        return new LanguageServerHost(server);
    }

    public async Task SendAsync(string json)
    {
        await _writing.WaitAsync();
        try
        {
            await _server.StandardInput.WriteAsync($"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");
            await _server.StandardInput.FlushAsync();
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        while (await _server.StandardOutput.ReadLineAsync() is { } line)
        {
            MessageReceived?.Invoke(line);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await SendAsync("""{"jsonrpc":"2.0","method":"exit"}""");
        }
        catch (IOException)
        {
            // It is gone already.
        }

        if (!_server.WaitForExit(TimeSpan.FromSeconds(3)))
        {
            _server.Kill(entireProcessTree: true);
        }

        await _server.WaitForExitAsync();
        await _reading;
        _server.Dispose();
        _writing.Dispose();
    }
}
