using System;
using System.Diagnostics;
using System.IO;

namespace ZombieGuard.ValidCode.Cli;

/// <summary>Installs packages with whatever the machine has.</summary>
public static class PackageManagers
{
    private enum Kind
    {
        None,
        Apt,
        Dnf,
        Brew,
    }

    public static bool Install(string package)
    {
        var process = Detect() switch
        {
            Kind.Apt => Process.Start("apt-get", ["install", "-y", package]),
            Kind.Dnf => Process.Start("dnf", ["install", "-y", package]),
            Kind.Brew => Process.Start("brew", ["install", package]),
            _ => null,
        };
        if (process == null)
        {
            return false;
        }

        using (process)
        {
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }

    public static void Update(bool quiet)
    {
        Process? update = null;
        switch (Detect())
        {
            case Kind.Apt when quiet:
                update = Process.Start("apt-get", "-qq update");
                break;
            case Kind.Apt:
                update = Process.Start("apt-get", "update");
                break;
            case Kind.Dnf:
            case Kind.Brew:
                Console.Error.WriteLine("nothing to update");
                break;
            default:
                throw new PlatformNotSupportedException();
        }

        update?.WaitForExit();
        update?.Dispose();
    }

    private static Kind Detect() =>
        File.Exists("/usr/bin/apt-get") ? Kind.Apt
        : File.Exists("/usr/bin/dnf") ? Kind.Dnf
        : Probe("brew") ? Kind.Brew
        : Kind.None;

    private static bool Probe(string program)
    {
        using var which = Process.Start(new ProcessStartInfo("which", program) { UseShellExecute = false });
        which!.WaitForExit();
        return which is { ExitCode: 0 };
    }
}
