using System;
using ZombieGuard;

namespace GuardedTests;

/// <summary>What the tests are about: plays a sound for a while, by a program of its own.</summary>
public sealed class Player : IDisposable
{
    private readonly ChildProcess _program = ChildProcess.Start("sleep", ["30"]);

    /// <summary>Ends the program, and waits until it is gone.</summary>
    public void Stop()
    {
        _program.Kill();
        _program.Join();
    }

    /// <summary>Disposing a child closes its pipes; it does not end it. Somebody has forgotten that here.</summary>
    public void Dispose() => _program.Dispose();
}
