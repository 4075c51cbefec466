using System;
using System.Diagnostics;
using System.IO;

namespace ZombieGuard.ValidCode.Building;

/// <summary>Steps that are taken under a condition, and waited for under the same one.</summary>
public static class OptionalSteps
{
    public static void Package(string folder, bool sign, bool verbose)
    {
        Process? gpg = null;
        if (sign)
        {
            gpg = Process.Start("gpg", $"--detach-sign {folder}.tgz");
        }

        using var tar = Process.Start("tar", $"-czf {folder}.tgz {folder}");
        tar.WaitForExit();
        if (verbose)
        {
            Console.WriteLine(folder);
        }

        if (sign)
        {
            gpg!.WaitForExit();
        }
    }

    public static void Publish(string folder, bool dryRun)
    {
        var upload = dryRun ? null : Process.Start("rsync", $"-a {folder} mirror:");
        Console.WriteLine(dryRun ? "would upload" : "uploads");
        if (upload is not null)
        {
            upload.WaitForExit();
            upload.Dispose();
        }
    }

    /// <summary>Leaves before there is a child, on every way that has none.</summary>
    public static int Test(string? project, string[] filters)
    {
        if (project is null)
        {
            return 64;
        }

        if (filters is not [var first, ..])
        {
            throw new ArgumentException("no filter", nameof(filters));
        }

        using var test = Process.Start("dotnet", ["test", File.Exists(project) ? project : throw new FileNotFoundException(project), "--filter", first]);
        test.WaitForExit();
        return test.ExitCode;
    }

    public static int Format(string folder)
    {
        Process format;
        try
        {
            format = Process.Start("dotnet", ["format", folder]);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            Console.Error.WriteLine(e.Message);
            return e.NativeErrorCode;
        }

        format.WaitForExit();
        return format.ExitCode;
    }

    public static int? Lint(string folder)
    {
        var lint = new Process { StartInfo = { FileName = "shellcheck", Arguments = folder } };
        if (!lint.Start())
        {
            return null;
        }

        lint.WaitForExit();
        return lint.ExitCode;
    }
}
