using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>A forked child that runs on into its parent's code.</summary>
public sealed class ZG0202_ChildRunsOnTests
{
    [Fact]
    public Task NothingEndsTheChild_Reports() => NativeVerifier.VerifyProgramAsync("""
        using static Libc;

        var pid = fork();
        if (pid == 0)
        {
            System.Console.WriteLine("child");
            {|ZG0202:System.Console.WriteLine("still the child");|}
        }

        waitpid(pid, out _, 0);
        """);

    [Fact]
    public Task ChildEnds_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using static Libc;

        var pid = fork();
        if (pid == 0)
        {
            System.Console.WriteLine("child");
            _exit(0);
        }

        waitpid(pid, out _, 0);
        """);

    [Fact]
    public Task TestedWhereItForks_Reports() => NativeVerifier.VerifyProgramAsync("""
        using static Libc;

        if (fork() == 0)
            {|ZG0202:System.Console.WriteLine("child");|}

        wait(out _);
        """);

    [Fact]
    public Task ReplacedByAProgram_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using static Libc;

        var pid = fork();
        if (pid == 0)
            execv("/bin/true", null);

        waitpid(pid, out _, 0);
        """);

    [Fact]
    public Task ElseBranchOfTheChild_Reports() => NativeVerifier.VerifyProgramAsync("""
        using static Libc;

        var pid = fork();
        if (pid > 0)
        {
            waitpid(pid, out _, 0);
        }
        else
        {
            {|ZG0202:System.Console.WriteLine("child");|}
        }

        System.Console.WriteLine("both");
        """);

    [Fact]
    public Task NothingBehindTheBranches_EndsTheProgram_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using static Libc;

        var pid = fork();
        if (pid > 0)
        {
            waitpid(pid, out _, 0);
        }
        else
        {
            System.Console.WriteLine("child");
        }
        """);

    [Fact]
    public Task SwitchSection_Reports() => NativeVerifier.VerifyProgramAsync("""
        using static Libc;

        var pid = fork();
        switch (pid)
        {
            case 0:
                {|ZG0202:System.Console.WriteLine("child");|}
                break;
            default:
                waitpid(pid, out _, 0);
                break;
        }

        System.Console.WriteLine("both");
        """);

    [Fact]
    public Task SwitchSectionThatEnds_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using static Libc;

        var pid = fork();
        switch (pid)
        {
            case 0:
                System.Console.WriteLine("child");
                _exit(0);
                break;
            default:
                waitpid(pid, out _, 0);
                break;
        }

        System.Console.WriteLine("both");
        """);

    [Fact]
    public Task TryThatCompletes_Reports() => NativeVerifier.VerifyProgramAsync("""
        using static Libc;

        var pid = fork();
        if (pid == 0)
        {
            try
            {
                Child();
                _exit(0);
            }
            catch (System.Exception e)
            {
                {|ZG0202:System.Console.WriteLine(e);|}
            }
        }

        waitpid(pid, out _, 0);

        static void Child() => System.Console.WriteLine("child");
        """);

    [Fact]
    public Task TryWhoseFinallyEnds_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using static Libc;

        var pid = fork();
        if (pid == 0)
        {
            try
            {
                Child();
            }
            finally
            {
                _exit(0);
            }
        }

        waitpid(pid, out _, 0);

        static void Child() => System.Console.WriteLine("child");
        """);

    [Fact]
    public Task OwnMethodThatEnds_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using static Libc;

        var pid = fork();
        if (pid == 0)
            Child();

        waitpid(pid, out _, 0);

        static void Child()
        {
            System.Console.WriteLine("child");
            Leave(3);
        }

        static void Leave(int code) => _exit(code);
        """);

    [Fact]
    public Task OwnMethodThatEndsOnlySometimes_Reports() => NativeVerifier.VerifyProgramAsync("""
        using static Libc;

        var pid = fork();
        if (pid == 0)
            {|ZG0202:Child();|}

        waitpid(pid, out _, 0);

        static void Child()
        {
            if (System.Console.In.Peek() < 0)
                return;

            _exit(0);
        }
        """);

    [Fact]
    public Task ServesForEver_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using static Libc;

        for (var i = 0; i < 4; i++)
        {
            if (fork() == 0)
            {
                while (true)
                    System.Console.In.ReadLine();
            }
        }

        while (waitpid(-1, out _, 0) > 0) { }
        """);

    [Fact]
    public Task LoopThatEnds_Reports() => NativeVerifier.VerifyProgramAsync("""
        using static Libc;

        for (var i = 0; i < 4; i++)
        {
            if (fork() == 0)
            {
                {|ZG0202:while|} (System.Console.In.ReadLine() is not null)
                    System.Console.WriteLine("line");
            }
        }

        while (waitpid(-1, out _, 0) > 0) { }
        """);

    [Fact]
    public Task NoBranch_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using static Libc;

        fork();
        System.Console.WriteLine("both, and meant so");
        waitpid(-1, out _, 0);
        """);

    [Fact]
    public Task ErrorBranchFirst_Reports() => NativeVerifier.VerifyProgramAsync("""
        using static Libc;

        var pid = fork();
        if (pid < 0)
            throw new System.InvalidOperationException("fork");

        if (pid is 0)
            {|ZG0202:System.Console.WriteLine("child");|}

        waitpid(pid, out _, 0);
        """);

    [Fact]
    public Task ReturnsToItsCaller_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Workers
        {
            public static void Start()
            {
                var pid = fork();
                if (pid == 0)
                    {|ZG0202:System.Console.WriteLine("child");|}
                else
                    waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task ReturnsAsItsTwinInC_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Workers
        {
            public static int Start()
            {
                var pid = fork();
                if (pid == 0)
                    return 0;

                waitpid(pid, out _, 0);
                return pid;
            }
        }
        """);
}
