using System;

namespace LeakyLauncher;

/// <summary>
/// Compiled and never executed: fork() called from managed code crashes the child, and often the parent with it.
/// </summary>
internal static class ForkShapes
{
    public static void ForkOnce()
    {
        var pid = Libc.fork(); // ZG0001 ZG0201
        if (pid == 0)
        {
            Libc._exit(0);
        }

        Console.WriteLine($"forked {pid}");
    }

    public static void ForkManyChildren(int count)
    {
        if (count == 0)
        {
            return;
        }

        var pid = Libc.fork(); // ZG0001 ZG0201
        if (pid == 0)
        {
            Libc._exit(0);
        }

        ForkManyChildren(count - 1);
    }

    public static int OpenTerminal()
    {
        var pid = Libc.forkpty(out var terminal, 0, 0, 0); // ZG0001 ZG0201
        if (pid == 0)
        {
            Libc._exit(127);
        }

        return terminal;
    }

    public static void ForkAndWait()
    {
        var pid = Libc.fork(); // ZG0201
        if (pid < 0)
        {
            return;
        }

        if (pid == 0)
        {
            Libc._exit(3);
        }

        Libc.waitpid(pid, out _, 0);
    }
}
