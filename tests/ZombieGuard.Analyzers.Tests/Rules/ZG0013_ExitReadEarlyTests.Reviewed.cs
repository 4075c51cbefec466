using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0013_ExitReadEarlyTests
{
    [Fact, Trait("Origin", "Reviewed")]
    public Task LoopUntilTheHandlerSaysSo_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public int Run()
            {
                using var job = new Process { StartInfo = make, EnableRaisingEvents = true };
                var hasEnded = false;
                job.Exited += (_, _) => Volatile.Write(ref hasEnded, true);
                job.Start();
                while (!Volatile.Read(ref hasEnded)) Thread.Sleep(10);
                return job.ExitCode;
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task LoopUntilSomethingElse_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public int Run(bool[] other)
            {
                using var job = new Process { StartInfo = make, EnableRaisingEvents = true };
                var hasEnded = false;
                job.Exited += (_, _) => Volatile.Write(ref hasEnded, true);
                job.Start();
                while (!Volatile.Read(ref other[0])) Thread.Sleep(10);
                return job.{|ZG0013:ExitCode|};
            }
        """);
}
