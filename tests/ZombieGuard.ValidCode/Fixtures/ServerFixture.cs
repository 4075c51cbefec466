using System;
using System.Diagnostics;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Fixtures;

/// <summary>What test frameworks call before and after the tests of a class.</summary>
public interface IAsyncFixture
{
    Task InitializeAsync();

    Task DisposeAsync();
}

/// <summary>A server for the time of the tests: started by one method, ended by another.</summary>
public class ServerFixture : IAsyncFixture
{
    private readonly HttpClient _client = new();
    private Process? _server;

    public async Task InitializeAsync()
    {
        _server = Process.Start(new ProcessStartInfo("dotnet", "run --project server"));
        for (var attempt = 0; attempt < 50 && !_server!.HasExited; attempt++)
        {
            try
            {
                await _client.GetAsync(new Uri("http://localhost:5000/health"));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }

        throw new InvalidOperationException("the server did not come up");
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        if (_server is { } server)
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
            server.Dispose();
        }
    }
}

/// <summary>Shares the server with derived fixtures, which may stop it themselves.</summary>
public abstract class DatabaseFixture : IDisposable
{
    protected DatabaseFixture(string program) => Database = Process.Start(program);

    protected Process Database { get; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}

/// <summary>Asks the database to end, and sees to it that it does.</summary>
public sealed class PostgresFixture() : DatabaseFixture("postgres")
{
    protected override void Dispose(bool disposing)
    {
        if (disposing && !Database.WaitForExit(5000))
        {
            Database.Kill();
            Database.WaitForExit();
        }
    }
}
