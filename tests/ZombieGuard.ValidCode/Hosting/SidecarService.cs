using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Hosting;

/// <summary>Starts a program with the host and stops it with the host.</summary>
public sealed class SidecarService(ILogger logger) : IHostedService, IDisposable
{
    private Process? _sidecar;

    public Task StartAsync(CancellationToken cancellation)
    {
        _sidecar = Process.Start(new ProcessStartInfo("envoy", "-c envoy.yaml"));
        logger.LogInformation("sidecar runs as {Pid}", _sidecar?.Id);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        if (_sidecar is not { HasExited: false } sidecar)
        {
            return;
        }

        sidecar.Kill(entireProcessTree: true);
        await sidecar.WaitForExitAsync(CancellationToken.None);
        logger.LogInformation("sidecar ended with {Code}", sidecar.ExitCode);
    }

    public void Dispose() => _sidecar?.Dispose();
}

/// <summary>Ends the host when its program ends: the exit is observed by the event.</summary>
public sealed class EssentialService(Action stopHost) : IHostedService
{
    private readonly Process _process = new() { EnableRaisingEvents = true };

    public Task StartAsync(CancellationToken cancellation)
    {
        _process.StartInfo = new ProcessStartInfo("redis-server", "--save ''");
        _process.Exited += OnExited;
        _process.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellation)
    {
        _process.Exited -= OnExited;
        _process.Kill(true);
        return _process.WaitForExitAsync(CancellationToken.None);
    }

    private void OnExited(object? sender, EventArgs e) => stopHost();
}
