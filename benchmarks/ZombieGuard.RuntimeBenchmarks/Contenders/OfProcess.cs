using System.Diagnostics;
using System.Threading.Tasks;

namespace ZombieGuard.RuntimeBenchmarks.Contenders;

/// <summary><see cref="Process"/>, with nothing redirected.</summary>
internal sealed class OfProcess : Contender<Process>
{
    internal override Process Start(string program, params string[] arguments) => Process.Start(program, arguments);

    internal override int Pid(Process child) => child.Id;

    internal override void Wait(Process child) => child.WaitForExit();

    internal override Task WaitAsync(Process child) => child.WaitForExitAsync();

    internal override bool WasKilled(Process child) => child.ExitCode == 128 + Libc.SIGKILL;
}
