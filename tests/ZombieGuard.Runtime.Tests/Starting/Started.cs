using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ZombieGuard.Reaping;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Starting;

/// <summary>Children that the library starts, in the way of waiting that a test forces.</summary>
internal static class Started
{
    internal static ChildProcess By(int way, ChildStartInfo info) => ChildProcess.Start(info, (WaitsBy)way, "", 0);

    internal static ChildProcess Shell(string script, int way = 0) => By(way, new ChildStartInfo("sh", "-c", script));

    internal static ChildProcess Sleeps(int way = 0) => By(way, new ChildStartInfo("sleep", "1000"));

    /// <summary>What a shell with these settings prints.</summary>
    internal static async Task<string> Prints(string script, Action<ChildStartInfo> settings)
    {
        var info = new ChildStartInfo("sh", "-c", script) { StandardOutput = ChildStdio.Pipe };
        settings(info);
        using var child = ChildProcess.Start(info);
        using var reader = new StreamReader(child.StandardOutput!);
        var text = await reader.ReadToEndAsync().WaitAsync(Until.Deadline);
        await End(child);
        return text;
    }

    internal static Task<ChildExit> End(ChildProcess child) => child.Completion.WaitAsync(Until.Deadline);

    /// <summary>The descriptors that this process has open.</summary>
    internal static int Descriptors() => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count();

    /// <summary>The processes of a group that are there, zombies not among them.</summary>
    internal static bool IsEmpty(int group) => !Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
        .Any(pid => pid > 0 && RawChild.Ids(pid) is { State: not 'Z' } ids && ids.Group == group);
}
