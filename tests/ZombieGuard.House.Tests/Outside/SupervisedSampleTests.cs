using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.House.Tests.Outside;

/// <summary>The sample with the supervisor: a worker that is killed comes back as the one it was, and nobody is left.</summary>
[Collection(DotnetCollection.Name)]
[Trait("Scenario", "S12")]
public sealed class SupervisedSampleTests(PackedPackage package)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Run_EchoesAndBringsAKilledWorkerBack()
    {
        (await Command.DotnetAsync(
            Repository.Root, "build", "samples/SupervisedWorkers", "-c", "Release", $"-p:ArtifactsPath={package.Artifacts}")).Succeeds();
        var program = Path.Combine(package.Artifacts, "bin", "SupervisedWorkers", "release", "SupervisedWorkers");
        var port = FreePort();
        using var supervisor = Process.Start(new ProcessStartInfo(program, [port.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        var output = supervisor.StandardOutput.ReadToEndAsync();
        try
        {
            var (taskId, killed) = await Answer(port, (_, _) => true);
            await Command.RunAsync(Path.GetTempPath(), "kill", "-KILL", killed.ToString(CultureInfo.InvariantCulture));
            var (_, back) = await Answer(port, (id, pid) => id == taskId && pid != killed);
            Assert.Equal((supervisor.Id, null), (Parent(back), Parent(killed)));

            await Command.RunAsync(Path.GetTempPath(), "kill", "-TERM", supervisor.Id.ToString(CultureInfo.InvariantCulture));
            var lines = (await output.WaitAsync(Deadline)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            await supervisor.WaitForExitAsync().WaitAsync(Deadline);
            Assert.Equal((0, "stopped"), (supervisor.ExitCode, lines[^1]));
            Assert.Contains($"worker {taskId} ended: child {killed} killed by SIGKILL", lines);
            Assert.Contains($"worker {taskId} ended: child {back} exited with 0", lines);

            // All were waited for; the guardian ends by itself, a little later.
            var started = lines.Select(line => Regex.Match(line, @"^worker \d+ started: (\d+)$")).Where(match => match.Success).ToList();
            Assert.Equal(Environment.ProcessorCount + 1, started.Count);
            Assert.DoesNotContain(started, match => Parent(Number(match, 1)) is not null);
        }
        finally
        {
            if (!supervisor.HasExited)
            {
                supervisor.Kill(entireProcessTree: true);
                await supervisor.WaitForExitAsync().WaitAsync(Deadline);
            }
        }
    }

    /// <summary>The first worker that answers and is the one that is looked for: its task id and its pid. Each of them echoes.</summary>
    private static async Task<(int TaskId, int Pid)> Answer(int port, Func<int, int, bool> isWanted)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Deadline; await Task.Delay(20))
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port).WaitAsync(Deadline);
                using var reader = new StreamReader(client.GetStream());
                await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true };
                var greeting = Regex.Match(await reader.ReadLineAsync().WaitAsync(Deadline) ?? "", @"^worker (\d+) (\d+)$");
                await writer.WriteLineAsync("Good morning");
                if (greeting.Success && await reader.ReadLineAsync().WaitAsync(Deadline) == "Good morning" && isWanted(Number(greeting, 1), Number(greeting, 2)))
                {
                    return (Number(greeting, 1), Number(greeting, 2));
                }
            }
            catch (Exception refused) when (refused is SocketException or IOException)
            {
                // Nobody is there yet, or it was the one that is killed.
            }
        }

        throw new TimeoutException("No such worker has answered.");
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The parent of a process, which may be a zombie; null where there is no such process.</summary>
    private static int? Parent(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
