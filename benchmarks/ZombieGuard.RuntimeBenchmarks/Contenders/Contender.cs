using System;
using System.Threading.Tasks;

namespace ZombieGuard.RuntimeBenchmarks.Contenders;

/// <summary>One way of starting children and waiting for them, each in a program of its own.</summary>
/// <typeparam name="T">What it has of a child.</typeparam>
internal abstract class Contender<T>
    where T : IDisposable
{
    internal abstract T Start(string program, params string[] arguments);

    internal abstract int Pid(T child);

    internal abstract void Wait(T child);

    internal abstract Task WaitAsync(T child);

    /// <summary>Whether it says, after the wait, that the child was killed by SIGKILL.</summary>
    internal abstract bool WasKilled(T child);
}
