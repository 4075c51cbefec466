using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Daemons;

/// <summary>A daemon as /proc shows it; killed at the end of the test.</summary>
internal sealed class Daemon(int pid) : IDisposable
{
    internal int Pid => pid;

    internal static Daemon Start(ChildStartInfo info, DaemonOptions? options = null) => new(Daemonizer.Start(info, options));

    internal (char State, int Parent, int Group, int Session, int Foreground) Ids => RawChild.Ids(pid)!.Value;

    /// <summary>The number of its controlling terminal's device, 0 for none (proc(5)).</summary>
    internal string Terminal => Fields("stat")[4];

    internal string Folder => new FileInfo($"/proc/{pid}/cwd").LinkTarget!;

    internal string Status(string name) => File.ReadLines($"/proc/{pid}/status").Single(line => line.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..].Trim();

    /// <summary>What each descriptor is.</summary>
    internal Dictionary<string, string> Descriptors => Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd")
        .ToDictionary(fd => Path.GetFileName(fd), fd => new FileInfo(fd).LinkTarget!);

    internal bool IsGone => RawChild.Stat(pid) is null or ('Z', _);

    /// <summary>The processes, zombies not among them, that have this text in their command line.</summary>
    internal static int Count(string text) => Directory.EnumerateDirectories("/proc").Count(folder =>
        int.TryParse(Path.GetFileName(folder), out var other)
        && other != Environment.ProcessId
        && RawChild.Stat(other) is ({ } state, _) && state != 'Z'
        && CommandLine(other).Contains(text, StringComparison.Ordinal));

    public void Dispose()
    {
        if (!IsGone)
        {
            RawChild.kill(pid, RawChild.SIGKILL);
        }

        Assert.True(Until.True(() => IsGone));
    }

    private static string CommandLine(int other)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{other}/cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private string[] Fields(string file)
    {
        var text = File.ReadAllText($"/proc/{pid}/{file}");
        return text[(text.LastIndexOf(')') + 2)..].Split(' ');
    }
}
