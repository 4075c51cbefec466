using System;
using System.Diagnostics;
using System.Threading.Tasks;
using ZombieGuard.ValidCode.Cli;
using ZombieGuard.ValidCode.Desktop;

namespace ZombieGuard.ValidCode;

/// <summary>The command line: each command is one way to deal with a child.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["help"]:
                UrlOpener.OpenManual();
                return 0;

            case ["status", var folder]:
                Console.WriteLine(await new GitClient(folder).StatusAsync());
                return 0;

            case ["exec", var file, .. var rest]:
                return Execute(file, rest);

            case ["restart"]:
                SelfRestart.Now();
                return 0;

            default:
                Console.Error.WriteLine("usage: help | status FOLDER | exec FILE [ARGUMENT]... | restart");
                return 64;
        }
    }

    /// <summary>Stands in for the program that it starts: the same streams, the same exit code.</summary>
    private static int Execute(string file, string[] arguments)
    {
        using var process = Process.Start(file, arguments);
        Console.CancelKeyPress += (_, e) => e.Cancel = true;
        process.WaitForExit();
        return process.ExitCode;
    }
}
