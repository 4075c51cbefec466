using System.Diagnostics;
using System.Threading.Tasks;
using ZombieGuard.Reaping;

namespace ZombieGuard.RuntimeBenchmarks.Contenders;

/// <summary>This library, by one of its two ways.</summary>
internal sealed class OfZombieGuard(WaitsBy way) : Contender<ChildProcess>
{
    /// <summary>In a program that also uses <see cref="Process"/>, whose SIGCHLD handling then runs beside each of our ends.</summary>
    internal static OfZombieGuard BesideProcess()
    {
        using var process = Process.Start("/bin/true");
        process.WaitForExit();
        return new OfZombieGuard(WaitsBy.Best);
    }

    internal override ChildProcess Start(string program, params string[] arguments) =>
        ChildProcess.Start(new ChildStartInfo(program, arguments), way, "", 0);

    internal override int Pid(ChildProcess child) => child.Pid;

    internal override void Wait(ChildProcess child) => child.Join();

    internal override Task WaitAsync(ChildProcess child) => child.JoinAsync();

    internal override bool WasKilled(ChildProcess child) => child.Exit?.TerminatingSignal == Libc.SIGKILL;
}
