using System;
using System.Diagnostics;

namespace ZombieGuard.ValidCode.Desktop;

/// <summary>Starts its own successor and ends: init looks after the child from then on.</summary>
public static class SelfRestart
{
    public static void Now()
    {
        Process.Start(Environment.ProcessPath!, "--restarted");
        Environment.Exit(0);
    }

    /// <summary>Gives way to the updater, which replaces the files of this program.</summary>
    public static void Update(string updater)
    {
        var start = new ProcessStartInfo(updater) { ArgumentList = { "--wait-for", Environment.ProcessId.ToString() } };
        using var process = Process.Start(start);
        if (process is null)
        {
            Console.Error.WriteLine("the updater was not started");
            return;
        }

        Console.WriteLine($"the updater runs as {process.Id}");
        Environment.Exit(0);
    }

    public static void AfterCrash(Exception exception)
    {
        Process.Start("crash-reporter", [exception.GetType().Name, exception.Message]);
        Environment.FailFast(exception.Message, exception);
    }
}
