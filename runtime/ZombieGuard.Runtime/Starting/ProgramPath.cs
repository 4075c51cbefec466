using System;
using System.IO;
using ZombieGuard.Native;

namespace ZombieGuard.Starting;

/// <summary>The path of a program, before the child's working directory is another.</summary>
internal static class ProgramPath
{
    /// <summary>What the C library looks through where PATH is not set (execvp(3)).</summary>
    private const string DefaultPath = "/bin:/usr/bin";

    /// <summary>Null where no folder of PATH has such a program.</summary>
    internal static string? Find(string fileName)
    {
        if (fileName.Contains('/', StringComparison.Ordinal))
        {
            return FromHere(fileName);
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? DefaultPath).Split(':'))
        {
            // An empty entry is the working directory.
            var candidate = FromHere(Path.Join(folder, fileName));
            if (Unistd.access(candidate, Unistd.X_OK) == 0 && !Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>Nothing but the start is added: <c>..</c> after a symbolic link is for the kernel to resolve.</summary>
    private static string FromHere(string path)
    {
        if (Path.IsPathRooted(path))
        {
            return path;
        }

        try
        {
            return Path.Join(Environment.CurrentDirectory, path);
        }
        catch (IOException)
        {
            // The directory was removed. Nothing is below it, which is for the kernel to say.
            return path;
        }
    }
}
