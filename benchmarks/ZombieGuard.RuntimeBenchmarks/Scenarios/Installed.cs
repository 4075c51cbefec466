using System;
using System.IO;
using System.Linq;

namespace ZombieGuard.RuntimeBenchmarks.Scenarios;

/// <summary>What this machine has.</summary>
internal static class Installed
{
    internal static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Join(folder, program)));
}
