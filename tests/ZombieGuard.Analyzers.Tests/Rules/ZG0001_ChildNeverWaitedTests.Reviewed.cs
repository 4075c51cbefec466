using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>What a hostile review of the rule found wrong.</summary>
public sealed partial class ZG0001_ChildNeverWaitedTests
{
    [Fact, Trait("Origin", "Reviewed")]
    public Task EightyIfs_BeforeTheFork_Reports() => SpawnerVerifier.VerifyMembersAsync(
        "public void Run() {\n" + Ifs(80) + "int pid = {|ZG0001:fork|}(); if (pid == 0) _exit(0); Work(); }");

    [Fact, Trait("Origin", "Reviewed")]
    public Task EightyIfs_AfterTheFork_Reports() => SpawnerVerifier.VerifyMembersAsync(
        "public void Run() {\nint pid = {|ZG0001:fork|}(); if (pid == 0) _exit(0);\n" + Ifs(80) + "}");

    [Fact, Trait("Origin", "Reviewed")]
    public Task EightyIfs_ThenAWait_IsSilent() => SpawnerVerifier.VerifyMembersAsync(
        "public void Run() {\nint pid = fork(); if (pid == 0) _exit(0);\n" + Ifs(80) + "waitpid(pid, out _, 0); }");

    private static string Ifs(int count) => string.Concat(
        Enumerable.Range(0, count).Select(i => $"if (Environment.TickCount > {i}) Console.WriteLine({i});\n"));

    [Fact, Trait("Origin", "Reviewed")]
    public Task SpawnOutcomeInABool_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public bool Run(string[] argv)
            {
                bool started = posix_spawn(out int pid, argv[0], 0, 0, argv, null) == 0;
                if (started) waitpid(pid, out _, 0);
                return started;
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SpawnOutcomeInABool_WaitsWhenItFailed_Reports() => SpawnerVerifier.VerifyMembersAsync("""
            public bool Run(string[] argv)
            {
                bool started = {|ZG0001:posix_spawn|}(out int pid, argv[0], 0, 0, argv, null) == 0;
                if (!started) waitpid(pid, out _, 0);
                return started;
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ForkAssignedInsideABool_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                int pid;
                bool child = (pid = fork()) == 0;
                if (child) _exit(0);
                waitpid(pid, out _, 0);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ForkAssignedInsideABool_NeverWaited_Reports() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                int pid;
                bool child = (pid = {|ZG0001:fork|}()) == 0;
                if (child) _exit(0);
                Console.WriteLine(pid);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ForkSucceededInABool_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run(byte* path)
            {
                int pid;
                bool forked = (pid = fork()) >= 0;
                if (!forked) return;
                if (pid == 0) _exit(0);
                waitpid(pid, out _, 0);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PidAsDictionaryKey_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var workers = new Dictionary<int, string>();
                for (int i = 0; i < 4; i++) { int pid = fork(); if (pid == 0) _exit(i); workers[pid] = "worker " + i; }
                foreach (var worker in workers) waitpid(worker.Key, out _, 0);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PidAsDictionaryKey_DrainedByKeys_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var workers = new Dictionary<int, string>();
                for (int i = 0; i < 4; i++) { int pid = fork(); if (pid == 0) _exit(i); workers.Add(pid, "worker " + i); }
                foreach (var pid in workers.Keys.ToList()) { waitpid(pid, out _, 0); workers.Remove(pid); }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PidAsDictionaryKey_OnlyNamesPrinted_Reports() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var workers = new Dictionary<int, string>();
                for (int i = 0; i < 4; i++) { int pid = {|ZG0001:fork|}(); if (pid == 0) _exit(i); workers[pid] = "worker " + i; }
                foreach (var name in workers.Values) Console.WriteLine(name);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PointerSlot_OfALocal_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run(byte* path)
            {
                int pid;
                if (spawn_at(&pid, path, null, null, null, null) != 0) return;
                waitpid(pid, out _, 0);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PointerSlot_OfALocal_OnlyPrinted_Reports() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run(byte* path)
            {
                int pid;
                if ({|ZG0001:spawn_at|}(&pid, path, null, null, null, null) != 0) return;
                Console.WriteLine(pid);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PointerSlot_OnTheStack_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run(byte* path)
            {
                int* pid = stackalloc int[1];
                if (spawn_at(pid, path, null, null, null, null) != 0) return;
                waitpid(*pid, out _, 0);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PointerSlots_OnTheStack_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run(byte* path)
            {
                int* pids = stackalloc int[4];
                for (int i = 0; i < 4; i++) spawn_at(pids + i, path, null, null, null, null);
                for (int i = 0; i < 4; i++) waitpid(pids[i], out _, 0);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PointerSlot_ByAnotherPointer_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run(byte* path)
            {
                int pid = 0;
                int* slot = &pid;
                spawn_at(slot, path, null, null, null, null);
                waitpid(pid, out _, 0);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PointerSlot_FixedInAnArray_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run(byte* path)
            {
                var pids = new int[1];
                fixed (int* slot = pids) spawn_at(slot, path, null, null, null, null);
                waitpid(pids[0], out _, 0);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SpanSlots_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                Span<int> pids = stackalloc int[3];
                for (int i = 0; i < pids.Length; i++) { pids[i] = fork(); if (pids[i] == 0) _exit(0); }
                foreach (var pid in pids) waitpid(pid, out _, 0);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SpanSlotOverAnArray_NeverWaited_Reports() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                Span<int> pids = new int[1];
                pids[0] = {|ZG0001:fork|}();
                if (pids[0] == 0) _exit(0);
                Work();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ReapAllHelper_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            static void ReapAll() { while (wait(out _) > 0) { } }

            public void Run() { int pid = fork(); if (pid == 0) _exit(0); Work(); ReapAll(); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ReapAllHelper_ThatReapsNothing_Reports() => SpawnerVerifier.VerifyMembersAsync("""
            static void ReapAll() { Console.WriteLine("nothing to reap"); }

            public void Run() { int pid = {|ZG0001:fork|}(); if (pid == 0) _exit(0); Work(); ReapAll(); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task WaitForTheGroupOfThePid_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run() { int pid = fork(); if (pid <= 0) return; waitpid(-pid, out _, 0); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task KillOfTheGroupOfThePid_Reports() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run() { int pid = {|ZG0001:fork|}(); if (pid <= 0) return; kill(-pid, SIGTERM); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task MonoUnixWait_IsSilent() => NativeVerifier.VerifyAnalyzerAsync(MonoSource("fork", "Syscall.waitpid(pid, out _, 0);"));

    [Fact, Trait("Origin", "Reviewed")]
    public Task MonoUnixKill_Reports() => NativeVerifier.VerifyAnalyzerAsync(MonoSource("{|ZG0001:fork|}", "Syscall.kill(pid, 15);"));

    [Fact, Trait("Origin", "Reviewed")]
    public Task MonoUnixWait_InItsOwnLibrary_IsSilent() => NativeVerifier.VerifyAnalyzerAsync(MonoSource("fork", "Syscall.wait(out _);"));

    [Fact, Trait("Origin", "Reviewed")]
    public Task MonoUnixSync_InItsOwnLibrary_Reports() => NativeVerifier.VerifyAnalyzerAsync(MonoSource("{|ZG0001:fork|}", "Syscall.sync();"));

    private static string MonoSource(string fork, string end) => $$"""
        using Mono.Unix.Native;
        using static Libc;

        class Spawner
        {
            public void Run() { int pid = {{fork}}(); if (pid <= 0) return; {{end}} }
        }

        namespace Mono.Unix.Native
        {
            public static class Syscall
            {
                public static int waitpid(int pid, out int status, int options) { status = 0; return sys_waitpid(pid, out status, options); }
                public static int kill(int pid, int signal) => sys_kill(pid, signal);

                [System.Runtime.InteropServices.DllImport("MonoPosixHelper", EntryPoint = "Mono_Posix_Syscall_wait")]
                public static extern int wait(out int status);

                [System.Runtime.InteropServices.DllImport("MonoPosixHelper", EntryPoint = "Mono_Posix_Syscall_sync")]
                public static extern int sync();

                [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "waitpid")]
                static extern int sys_waitpid(int pid, out int status, int options);

                [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "kill")]
                static extern int sys_kill(int pid, int signal);
            }
        }
        """;

    [Fact, Trait("Origin", "Reviewed")]
    public Task PidGivenToAnotherLibrary_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run() { int pid = fork(); if (pid == 0) _exit(0); register_child(pid); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task AnotherLibraryCalled_WithoutThePid_Reports() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run() { int pid = {|ZG0001:fork|}(); if (pid == 0) _exit(0); ping(1); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task VolatileWrite_ToAField_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run() { int pid = fork(); if (pid == 0) _exit(0); Volatile.Write(ref _child, pid); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task VolatileWrite_OfAFlag_Reports() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run() { int pid = {|ZG0001:fork|}(); if (pid == 0) _exit(0); Volatile.Write(ref _running, true); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task NullablePid_IsPattern_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run(bool detach)
            {
                int? pid = null;
                if (!detach) { pid = fork(); if (pid == 0) _exit(0); }
                if (pid is { } child) waitpid(child, out _, 0);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task NullablePid_IsPattern_OnlyPrinted_Reports() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run(bool detach)
            {
                int? pid = null;
                if (!detach) { pid = {|ZG0001:fork|}(); if (pid == 0) _exit(0); }
                if (pid is { } child) Console.WriteLine(child);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task GuardsJoinedByAPlainOr_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                int pid = fork();
                if (pid == 0 | pid == -1) return;
                waitpid(pid, out _, 0);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task GuardsJoinedByAPlainOr_AskMore_Reports() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run(bool detach)
            {
                int pid = {|ZG0001:fork|}();
                if (pid <= 0 | detach) return;
                waitpid(pid, out _, 0);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PidStruct_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run() { Pid pid = fork_pid(); if (pid == 0) _exit(0); waitpid_pid(pid, out _, 0); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PidStruct_ItsValueWaited_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run() { Pid pid = fork_pid(); if (pid.Value <= 0) return; waitpid(pid.Value, out _, 0); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PidConvertedToAStruct_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run() { Pid pid = fork(); if (pid == 0) _exit(0); waitpid(pid, out _, 0); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PidStruct_NeverWaited_Reports() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run() { Pid pid = {|ZG0001:fork_pid|}(); if (pid == 0) _exit(0); Work(); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task FormattedAmongParams_Reports() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run(string name, string user)
            {
                int pid = {|ZG0001:fork|}();
                if (pid == 0) _exit(0);
                Console.WriteLine("{0} of {1}: {2} {3}", name, user, DateTime.Now, pid);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task FormattedAmongParams_ThenWaited_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run(string name, string user)
            {
                int pid = fork();
                if (pid == 0) _exit(0);
                Console.WriteLine("{0} of {1}: {2} {3}", name, user, DateTime.Now, pid);
                waitpid(pid, out _, 0);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ArrayElementKilled_Reports() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var pids = new int[2];
                for (int i = 0; i < pids.Length; i++) { pids[i] = {|ZG0001:fork|}(); if (pids[i] == 0) _exit(0); }
                for (int i = 0; i < pids.Length; i++) kill(pids[i], SIGKILL);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ArrayElementKilledAndWaited_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var pids = new int[2];
                for (int i = 0; i < pids.Length; i++) { pids[i] = fork(); if (pids[i] == 0) _exit(0); }
                for (int i = 0; i < pids.Length; i++) { kill(pids[i], SIGKILL); waitpid(pids[i], out _, 0); }
            }
        """);
}
