using System.Threading.Tasks;
using Medallion.Shell;

namespace ZombieGuard.RuntimeBenchmarks.Contenders;

/// <summary>MedallionShell, a library upon Process. It always redirects all three streams.</summary>
internal sealed class OfMedallionShell : Contender<OfMedallionShell.Disposable>
{
    internal override Disposable Start(string program, params string[] arguments) => new(Command.Run(program, arguments));

    internal override int Pid(Disposable child) => child.Command.ProcessId;

    internal override void Wait(Disposable child) => child.Command.Wait();

    internal override Task WaitAsync(Disposable child) => child.Command.Task;

    internal override bool WasKilled(Disposable child) => child.Command.Result.ExitCode == 128 + Libc.SIGKILL;

    /// <summary>Its command has the method, and not the interface.</summary>
    internal readonly record struct Disposable(Command Command) : System.IDisposable
    {
        public void Dispose() => ((System.IDisposable)Command).Dispose();
    }
}
