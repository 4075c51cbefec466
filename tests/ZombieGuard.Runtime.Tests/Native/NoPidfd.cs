using System;
using System.Threading.Tasks;

namespace ZombieGuard.Runtime.Tests.Native;

/// <summary>A launcher that forbids pidfd_open to what it starts, as some sandboxes do.</summary>
internal static class NoPidfd
{
    private const string Source = """
        #include <errno.h>
        #include <stddef.h>
        #include <unistd.h>
        #include <linux/filter.h>
        #include <linux/seccomp.h>
        #include <sys/prctl.h>
        #include <sys/syscall.h>
        int main(int count, char **arguments) {
            struct sock_filter filter[] = {
                BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
                BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pidfd_open, 0, 1),
                BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
                BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
            };
            struct sock_fprog program = { 4, filter };
            if (count < 2 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) return 125;
            execvp(arguments[1], arguments + 1);
            return 127;
        }
        """;

    internal static Task Use(bool isWanted, Func<string[], Task> use) =>
        isWanted ? CProgram.Use(Source, program => use([program])) : use([]);
}
