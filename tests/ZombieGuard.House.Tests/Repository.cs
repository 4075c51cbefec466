using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ZombieGuard.House.Tests;

/// <summary>The files of this repository, by paths relative to its root.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = [".git", "artifacts", "bin", "obj", "TestResults", "BenchmarkDotNet.Artifacts", ".vs", ".idea"];

    public static string Root { get; } = FindRoot();

    public static string FullPath(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(FullPath(relative));

    /// <summary>Every file below <paramref name="folder"/>, build output left out, in a fixed order and with forward slashes.</summary>
    public static IReadOnlyList<string> Files(string folder = "", string pattern = "*")
    {
        var files = new List<string>();
        if (Directory.Exists(FullPath(folder)))
        {
            Collect(FullPath(folder), pattern, files);
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static void Collect(string folder, string pattern, List<string> files)
    {
        files.AddRange(Directory.EnumerateFiles(folder, pattern).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')));
        foreach (var child in Directory.EnumerateDirectories(folder).Where(child => !NotOurs.Contains(Path.GetFileName(child))))
        {
            Collect(child, pattern, files);
        }
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "ZombieGuard.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"No ZombieGuard.sln above {AppContext.BaseDirectory}.");
    }
}
