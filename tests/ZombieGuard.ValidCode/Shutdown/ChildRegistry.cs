using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace ZombieGuard.ValidCode.Shutdown;

/// <summary>Knows all children of the program and ends them with it.</summary>
public sealed class ChildRegistry : IDisposable
{
    private readonly List<Process> _children = [];
    private readonly Lock _gate = new();

    public ChildRegistry() => AppDomain.CurrentDomain.ProcessExit += OnProcessExit;

    public void Start(string program)
    {
        var child = Process.Start(program);
        lock (_gate)
        {
            _children.Add(child);
        }
    }

    /// <summary>Each child takes itself off the list when it ends.</summary>
    public void StartWatched(string program)
    {
        var child = new Process { StartInfo = new ProcessStartInfo(program), EnableRaisingEvents = true };
        child.Exited += (sender, _) =>
        {
            lock (_gate)
            {
                _children.Remove((Process)sender!);
            }
        };
        child.Start();
        lock (_gate)
        {
            _children.Add(child);
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        lock (_gate)
        {
            _children.ForEach(child => child.Kill(entireProcessTree: true));
            _children.ForEach(child => child.WaitForExit());
            _children.Clear();
        }
    }

    private void OnProcessExit(object? sender, EventArgs e) => Dispose();
}
