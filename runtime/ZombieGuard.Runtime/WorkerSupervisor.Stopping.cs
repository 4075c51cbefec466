using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using ZombieGuard.Native;

namespace ZombieGuard;

/// <summary>Passing signals on, and stopping the workers.</summary>
public sealed partial class WorkerSupervisor
{
    private PosixSignalRegistration Register(PosixSignal signal)
    {
        try
        {
            return PosixSignalRegistration.Create(signal, context => PassOn(context, SignalName.Number(signal)));
        }
        catch (Exception refused) when (refused is IOException or PlatformNotSupportedException)
        {
            throw new ArgumentException($"{signal} cannot be forwarded.", nameof(WorkerSupervisorOptions.ForwardedSignals), refused);
        }
    }

    private void PassOn(PosixSignalContext context, int signal)
    {
        context.Cancel = true;
        lock (_gate)
        {
            if (signal is not (Signal.SIGTERM or Signal.SIGINT or Signal.SIGQUIT))
            {
                Send(signal);
            }
            else if (_endings++ == 0)
            {
                Stop(signal);
            }
            else
            {
                _ = _kill.CancelAsync();
            }
        }
    }

    /// <summary>Stops all, and lets <see cref="RunAsync"/> throw.</summary>
    private void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure ??= failure;
            Stop(Signal.SIGTERM);
        }
    }

    /// <summary>Asks all workers to end, once: a host that stops us and the signal that stops the host mean the same.</summary>
    private void Stop(int signal)
    {
        lock (_gate)
        {
            if (!_stop.IsCancellationRequested)
            {
                // What waits for it does not run under the gate.
                _ = _stop.CancelAsync();
                if (_options.StopGrace != TimeSpan.Zero)
                {
                    Send(signal);
                    Send(Signal.SIGCONT);
                }
            }
        }
    }

    /// <summary>Under the gate.</summary>
    private void Send(int signal)
    {
        foreach (var worker in _workers)
        {
            try
            {
                worker?.SignalGroup(signal);
            }
            catch (UnauthorizedAccessException)
            {
                // It runs as another user. Where it does not end by itself, the kill says so.
            }
        }
    }

    /// <summary>Kills what is left, and drops the task of a worker that cannot be killed: it lives on, and nobody waits for it.</summary>
    private void KillAll(Task[] keepers)
    {
        lock (_gate)
        {
            for (var taskId = 0; taskId < keepers.Length; taskId++)
            {
                try
                {
                    _workers[taskId]?.KillAll();
                }
                catch (UnauthorizedAccessException failure)
                {
                    _failure ??= failure;
                    keepers[taskId] = Task.CompletedTask;
                }
            }
        }
    }
}
