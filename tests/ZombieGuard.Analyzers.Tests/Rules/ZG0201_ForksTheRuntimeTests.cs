using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0201_ForksTheRuntimeTests
{
    [Fact]
    public Task Fork_WaitedFor_Reports() => CallVerifier.VerifyProgramAsync("""
        using static Libc;

        var pid = {|ZG0201:fork|}();
        if (pid == 0)
        {
            execv("/bin/true", args);
            _exit(127);
        }

        waitpid(pid, out _, 0);
        """);

    [Fact]
    public Task PosixSpawn_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using static Libc;

        if (posix_spawn(out var pid, "/bin/true", 0, 0, args, null) == 0)
            waitpid(pid, out _, 0);
        """);

    [Fact]
    public Task EachWayToFork_Reports() => CallVerifier.VerifyLibraryAsync("""
        using static Libc;
        using static Signals;

        class Forks
        {
            public void All()
            {
                Libc.{|ZG0201:fork|}();
                {|ZG0201:vfork|}();
                {|ZG0201:forkpty|}(out var master, 0, 0, 0);
                {|ZG0201:daemon|}(0, 0);
                {|ZG0201:clone|}(0, 0, 17, 0);
            }
        }
        """);

    [Fact]
    public Task AThread_OrFlagsThatNobodyKnows_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        using static Signals;

        class Threads
        {
            public void Start(int flags)
            {
                clone(0, 0, 0x10000 | 0x100, 0);
                clone(0, 0, flags, 0);
            }
        }
        """);

    [Fact]
    public Task FunctionPointer_MethodGroup_AndSyscall_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;

        unsafe class Tricks
        {
            public void All()
            {
                var pointer = (delegate* unmanaged<int>)NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "fork");
                pointer();
                Func<int> group = fork;
                group();
                syscall(57);
            }
        }
        """);

    [Fact]
    public Task AForkOfOnesOwn_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        class Repository
        {
            public Repository fork() => new();

            public Repository Copy() => fork();
        }
        """);

    [Fact]
    public Task MonoPosix_Reports() => CallVerifier.VerifyMonoAsync("""
        #pragma warning disable CS0618
        var pid = Mono.Posix.Syscall.{|ZG0201:fork|}();
        """);

    [Theory]
    [InlineData("net10.0-windows", "fork")]
    [InlineData("net10.0", "{|ZG0201:fork|}")]
    public Task OnlyTargetsThatFork_Reports(string framework, string fork) => CallVerifier.VerifyWithOptionAsync(
        $$"""
        class Forks
        {
            public int Run() => Libc.{{fork}}();
        }
        """,
        "/.globalconfig",
        $"is_global = true\nbuild_property.TargetFramework = {framework}\n",
        Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary);
}
