using System.Threading.Tasks;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Verifies the members of a class that starts raw children.</summary>
internal static class SpawnerVerifier
{
    private const string Head = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Runtime.InteropServices;
        using System.Threading;
        using static Libc;

        struct Pid
        {
            public int Value;
            public static implicit operator int(Pid pid) => pid.Value;
            public static implicit operator Pid(int pid) => new Pid { Value = pid };
        }

        unsafe class Spawner
        {
            int _child;
            bool _running;

            [DllImport("libc", EntryPoint = "posix_spawn")]
            static extern int spawn_at(int* pid, byte* path, void* actions, void* attributes, byte** argv, byte** envp);

            [DllImport("libc", EntryPoint = "fork")]
            static extern Pid fork_pid();

            [DllImport("libc", EntryPoint = "waitpid")]
            static extern Pid waitpid_pid(Pid pid, out int status, int options);

            [DllImport("supervisor")]
            static extern void register_child(int pid);

            [DllImport("supervisor")]
            static extern void ping(int version);

            void Work() { }

        """;

    public static Task VerifyMembersAsync(string members) => NativeVerifier.VerifyAnalyzerAsync(Head + members + "\n}\n");
}
