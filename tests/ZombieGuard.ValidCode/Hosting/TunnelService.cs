using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Hosting;

/// <summary>Holds an SSH tunnel open, and opens it again when it falls.</summary>
public sealed class TunnelService(string host, ILogger logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var code = await HoldAsync(stopping);
                logger.LogInformation("the tunnel to {Host} fell with {Code}", host, code);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (Exception e)
            {
                logger.LogError(e, "the tunnel could not be opened");
            }

            await Task.Delay(TimeSpan.FromSeconds(5), stopping);
        }
    }

    private async Task<int> HoldAsync(CancellationToken stopping)
    {
        using var ssh = Process.Start(new ProcessStartInfo("ssh", ["-N", "-L", "8080:localhost:80", host]))!;
        try
        {
            await ssh.WaitForExitAsync(stopping);
        }
        finally
        {
            if (!ssh.HasExited)
            {
                ssh.Kill(entireProcessTree: true);
                await ssh.WaitForExitAsync(CancellationToken.None);
            }
        }

        return ssh.ExitCode;
    }
}

/// <summary>Runs a maintenance command each night.</summary>
public sealed class NightlyService(TimeProvider time, ILogger logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(24), time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            using var vacuum = Process.Start("vacuumdb", "--all --analyze");
            await vacuum.WaitForExitAsync(CancellationToken.None);
            logger.LogInformation("vacuum ended with {Code}", vacuum.ExitCode);
        }
    }
}
