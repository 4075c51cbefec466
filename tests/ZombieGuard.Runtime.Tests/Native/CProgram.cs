using System;
using System.IO;
using System.Threading.Tasks;

namespace ZombieGuard.Runtime.Tests.Native;

/// <summary>A small C program, compiled by the system's compiler: the headers' own word.</summary>
internal static class CProgram
{
    internal static async Task<string[]> LinesOf(string source)
    {
        string[] lines = [];
        await Use(source, async program =>
            lines = (await Child.RunAsync(program, [])).Succeeds().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return lines;
    }

    /// <summary>The program is there while <paramref name="use"/> runs.</summary>
    internal static async Task Use(string source, Func<string, Task> use)
    {
        var folder = Directory.CreateTempSubdirectory("zombieguard-c-");
        try
        {
            var file = Path.Combine(folder.FullName, "program.c");
            await File.WriteAllTextAsync(file, source);
            var program = Path.Combine(folder.FullName, "program");
            (await Child.RunAsync("gcc", ["-D_GNU_SOURCE", "-Wall", "-Werror", "-o", program, file])).Succeeds();
            await use(program);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
