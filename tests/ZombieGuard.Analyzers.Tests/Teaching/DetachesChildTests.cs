using System.Threading.Tasks;
using Xunit;
using static ZombieGuard.Analyzers.Tests.Teaching.TaughtVerifier;

namespace ZombieGuard.Analyzers.Tests.Teaching;

/// <summary>A declared detach ends the duty to wait for a <c>Process</c>, and never for a raw child.</summary>
public class DetachesChildTests
{
    [Fact]
    [Trait("Scenario", "S13")]
    public Task Process_DetachedByTheRuntimeLibrary_IsSilent() => VerifyAsync("""
        using System.Diagnostics;
        using ZombieGuard;

        class Updater
        {
            public void Run()
            {
                using var process = Process.Start("updater")!;
                process.Detach();
            }

            public void RunAtOnce() => Process.Start("updater")!.Detach();
        }
        """);

    [Fact]
    public Task Process_DetachedOnOnePath_Reports() => VerifyAsync("""
        using System.Diagnostics;
        using ZombieGuard;

        class Updater
        {
            public void Run(bool detach)
            {
                using var process = Process.{|ZG0002:Start|}("updater")!;
                if (detach)
                    process.Detach();
            }
        }
        """);

    [Fact]
    public Task Process_DetachedByOwnMethod_IsSilent() => VerifyWithCopyAsync("""
        using System.Diagnostics;
        using ZombieGuard.Annotations;

        class Job : Process
        {
            [DetachesChild]
            public void Forget() { }
        }

        static class Updater
        {
            [DetachesChild]
            static void OnPurpose(string why, Process? process) { }

            static void Named(string why, [DetachesChild] Process? process) { }

            public static void Run()
            {
                OnPurpose("the updater outlives us", Process.Start("updater"));
                Named("the updater outlives us", Process.Start("updater"));
                var job = new Job();
                job.Start();
                job.Forget();
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S13")]
    public Task RawChild_IsStillOwed_Reports() => VerifyWithCopyAsync("""
        using ZombieGuard.Annotations;

        class Job
        {
            [SpawnsChild(Kind = ChildKind.Raw)]
            public static Job Fork() => new();

            [DetachesChild]
            public void Forget() { }

            [WaitsForChild]
            public void Join() { }
        }

        static class Updater
        {
            static void OnPurpose([DetachesChild] int pid) { }

            public static void Run(string[] argv)
            {
                Libc.{|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null!);
                OnPurpose(pid);
                Job.{|ZG0001:Fork|}().Forget();
                Job.Fork().Join();
            }
        }
        """);

    [Fact]
    public Task RawChild_InALambda_IsStillOwed_Reports() => VerifyWithCopyAsync("""
        using System.Threading.Tasks;
        using ZombieGuard.Annotations;

        static class Updater
        {
            static void OnPurpose([DetachesChild] int pid) { }

            public static void Run(string[] argv)
            {
                Libc.{|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null!);
                Task.Run(() => OnPurpose(pid));
            }
        }
        """);

    [Fact]
    public Task Process_InALambda_IsSilent() => VerifyAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;
        using ZombieGuard;

        class Updater
        {
            public void Run()
            {
                var process = Process.Start("updater")!;
                Task.Run(() => process.Detach());
            }
        }
        """);

    [Fact]
    public Task MethodOfTheSameNameElsewhere_Reports() => VerifyAgainstAsync(
        """
        namespace Acme
        {
            public static class Printing { public static void Detach(string name) { } }
        }
        """,
        """
        using System.Diagnostics;
        using static Acme.Printing;

        class Updater
        {
            public void Run()
            {
                var process = Process.{|ZG0002:Start|}("updater")!;
                Detach(process.ProcessName);
            }
        }
        """);
}
