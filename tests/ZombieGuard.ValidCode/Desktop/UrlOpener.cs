using System;
using System.Diagnostics;
using System.IO;

namespace ZombieGuard.ValidCode.Desktop;

/// <summary>Opens things for the user: what opens them is the desktop's and no child to wait for.</summary>
public static class UrlOpener
{
    private const string Manual = "https://example.org/manual";

    public static void OpenManual()
    {
        if (OperatingSystem.IsWindows())
        {
            Process.Start(new ProcessStartInfo("cmd", $"/c start {Manual}") { CreateNoWindow = true });
        }
        else if (OperatingSystem.IsMacOS())
        {
            Process.Start("open", Manual);
        }
        else
        {
            Process.Start("xdg-open", Manual);
        }
    }

    public static bool TryOpen(Uri address)
    {
        try
        {
            using var _ = Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    public static void ShowInFolder(FileInfo file)
    {
        if (OperatingSystem.IsWindows())
        {
            Process.Start("explorer.exe", $"/select,\"{file.FullName}\"");
            return;
        }

        var start = new ProcessStartInfo(file.DirectoryName!);
        start.UseShellExecute = true;
        Process.Start(start)?.Dispose();
    }

    /// <summary>Edits a file: an editor of the desktop is not waited for, one of the terminal is.</summary>
    public static void Edit(string file)
    {
        if (Environment.GetEnvironmentVariable("EDITOR") is not { Length: > 0 } editor)
        {
            Process.Start(new ProcessStartInfo(file) { UseShellExecute = true, Verb = "edit" });
            return;
        }

        using var process = Process.Start(editor, file);
        process.WaitForExit();
    }
}
