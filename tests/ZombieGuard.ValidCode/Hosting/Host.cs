using System.Threading;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Hosting;

/// <summary>The shape of a hosted service, as the generic host has it.</summary>
public interface IHostedService
{
    Task StartAsync(CancellationToken cancellation);

    Task StopAsync(CancellationToken cancellation);
}

/// <summary>A service that is one long task.</summary>
public abstract class BackgroundService : IHostedService
{
    private readonly CancellationTokenSource _stopping = new();
    private Task? _running;

    public virtual Task StartAsync(CancellationToken cancellation)
    {
        _running = ExecuteAsync(_stopping.Token);
        return _running.IsCompleted ? _running : Task.CompletedTask;
    }

    public virtual async Task StopAsync(CancellationToken cancellation)
    {
        await _stopping.CancelAsync();
        if (_running is not null)
        {
            await _running.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected abstract Task ExecuteAsync(CancellationToken stopping);
}

/// <summary>Where services say what happens.</summary>
public interface ILogger
{
    void LogInformation(string message, params object?[] arguments);

    void LogError(System.Exception exception, string message);
}
