using System;
using System.IO;
using System.Threading.Tasks;

namespace ZombieGuard.Runtime.Tests.Native;

/// <summary>A small C program, compiled by the system's compiler, run once: the headers' own word.</summary>
internal static class CProgram
{
    internal static async Task<string[]> LinesOf(string source)
    {
        var folder = Directory.CreateTempSubdirectory("zombieguard-c-");
        try
        {
            var file = Path.Combine(folder.FullName, "program.c");
            await File.WriteAllTextAsync(file, source);
            var program = Path.Combine(folder.FullName, "program");
            (await Child.RunAsync("gcc", ["-D_GNU_SOURCE", "-Wall", "-Werror", "-o", program, file])).Succeeds();
            return (await Child.RunAsync(program, [])).Succeeds().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
