using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0001_ChildNeverWaitedTests
{
    [Fact]
    public Task SpawnedInLoop_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, int count)
            {
                for (var i = 0; i < count; i++)
                    {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
            }
        }
        """);

    [Fact]
    public Task SpawnedAndWaitedForInLoop_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, int count)
            {
                for (var i = 0; i < count; i++)
                {
                    posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                    waitpid(pid, out _, 0);
                }
            }
        }
        """);

    [Fact]
    public Task SpawnedInLoop_WaitedForUntilNoneIsLeft_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, int count)
            {
                for (var i = 0; i < count; i++)
                    posix_spawn(out var pid, argv[0], 0, 0, argv, null);

                while (wait(out _) > 0)
                {
                }
            }
        }
        """);

    [Fact]
    public Task SpawnedInLoop_WaitpidUntilNoneIsLeft_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, int count)
            {
                for (var i = 0; i < count; i++)
                    posix_spawn(out var pid, argv[0], 0, 0, argv, null);

                int ended;
                while ((ended = waitpid(-1, out var status, 0)) != -1)
                    Console.WriteLine($"{ended} has ended with {status >> 8}");
            }
        }
        """);

    [Fact]
    public Task ForkedInLoop_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public void Run(int count)
            {
                for (var i = 0; i < count; i++)
                {
                    var pid = {|ZG0001:fork|}();
                    if (pid == 0)
                    {
                        Console.WriteLine("worker " + i);
                        _exit(0);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task ForkedInLoop_WaitedFor_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public void Run(int count)
            {
                for (var i = 0; i < count; i++)
                {
                    var pid = fork();
                    if (pid == 0)
                    {
                        Console.WriteLine("worker " + i);
                        _exit(0);
                    }
                }

                for (var i = 0; i < count; i++)
                    wait(out _);
            }
        }
        """);

    [Fact]
    public Task PidsCollectedAndWaitedFor_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, int count)
            {
                var pids = new List<int>();
                for (var i = 0; i < count; i++)
                {
                    if (posix_spawn(out var pid, argv[0], 0, 0, argv, null) == 0)
                        pids.Add(pid);
                }

                foreach (var pid in pids)
                    waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task PidsCollectedAndDropped_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, int count)
            {
                var pids = new List<int>();
                for (var i = 0; i < count; i++)
                {
                    if ({|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null) == 0)
                        pids.Add(pid);
                }

                Console.WriteLine(pids.Count + " started");
            }
        }
        """);

    [Fact]
    public Task PidsCollectedAndKilled_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, int count)
            {
                var pids = new List<int>();
                for (var i = 0; i < count; i++)
                {
                    if ({|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null) == 0)
                        pids.Add(pid);
                }

                foreach (var pid in pids)
                    kill(pid, SIGTERM);
            }
        }
        """);

    [Fact]
    public Task PidsCollectedAndReturned_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using static Libc;

        class Spawner
        {
            public List<int> Run(string[] argv, int count)
            {
                var pids = new List<int>();
                for (var i = 0; i < count; i++)
                {
                    if (posix_spawn(out var pid, argv[0], 0, 0, argv, null) == 0)
                        pids.Add(pid);
                }

                return pids;
            }
        }
        """);

    [Fact]
    public Task PidsInArray_WaitedForByIndex_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, int count)
            {
                var pids = new int[count];
                for (var i = 0; i < count; i++)
                    posix_spawn(out pids[i], argv[0], 0, 0, argv, null);

                for (var i = 0; i < count; i++)
                    waitpid(pids[i], out _, 0);
            }
        }
        """);

    [Fact]
    public Task WaitingLoopMayBeSkipped_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, int count, bool background)
            {
                for (var i = 0; i < count; i++)
                    {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);

                if (background)
                    return;

                for (var i = 0; i < count; i++)
                    wait(out _);
            }
        }
        """);
}
