using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Language;

/// <summary>Lambdas and local functions: what leaves them does not leave the method, and a wait may stand in one.</summary>
public static class NestedFunctions
{
    public static int Index(string[] names)
    {
        using var updatedb = Process.Start("updatedb");
        var index = Array.FindIndex(names, name =>
        {
            if (name.Length == 0)
            {
                return false;
            }

            return name[0] == '/';
        });
        updatedb.WaitForExit();
        return index;
    }

    public static void Report(bool verbose)
    {
        var gc = Process.Start("git", "gc");
        foreach (var line in Lines())
        {
            Console.WriteLine(line);
        }

        gc.WaitForExit();

        IEnumerable<string> Lines()
        {
            if (!verbose)
            {
                yield break;
            }

            yield return "collects garbage";
        }
    }

    public static Task InBackground(string program)
    {
        var process = Process.Start(program);
        return Task.Run(() =>
        {
            process.WaitForExit();
            process.Dispose();
        });
    }

    public static Thread OnThread(string program, Action<int> onExit)
    {
        var process = Process.Start(program);
        var thread = new Thread(Wait);
        thread.Start();
        return thread;

        void Wait()
        {
            using (process)
            {
                process.WaitForExit();
                onExit(process.ExitCode);
            }
        }
    }

    public static Task<int> AsTask(string program)
    {
        var completion = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process { StartInfo = new ProcessStartInfo(program), EnableRaisingEvents = true };
        process.Exited += (_, _) =>
        {
            completion.TrySetResult(process.ExitCode);
            process.Dispose();
        };
        process.Start();
        return completion.Task;
    }

    public static Func<int> Later(string program)
    {
        var process = Process.Start(program);
        return () =>
        {
            process.WaitForExit();
            return process.ExitCode;
        };
    }

    /// <summary>Started when somebody enumerates, and waited for before the next is.</summary>
    public static IEnumerable<int> OneByOne(IEnumerable<string> programs)
    {
        foreach (var process in programs.Select(program => Process.Start(program)))
        {
            process.WaitForExit();
            yield return process.ExitCode;
        }
    }
}
