using System;
using System.Threading;

namespace ZombieGuard.TestChild;

/// <summary>A program that ends with its parent, as a language server does.</summary>
internal static class WatchesParent
{
    internal static void Run()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine($"exits with {Environment.ExitCode}");
        ParentWatch.ExitWithParent(7);
        Console.WriteLine("watches");
        Thread.Sleep(Timeout.Infinite);
    }
}
