using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Language;

/// <summary>Something that is used once and then ended.</summary>
public abstract class Lease<T>(T resource) : IAsyncDisposable
    where T : class
{
    protected T Resource { get; } = resource;

    public TResult Use<TResult>(Func<T, TResult> use) => use(Resource);

    public abstract ValueTask DisposeAsync();
}

/// <summary>A leased process: the base class holds it, the derived one ends it.</summary>
public sealed class ProcessLease(ProcessStartInfo start) : Lease<Process>(Process.Start(start)!)
{
    public override async ValueTask DisposeAsync()
    {
        Resource.Kill(entireProcessTree: true);
        await Resource.WaitForExitAsync().ConfigureAwait(false);
        Resource.Dispose();
    }

    public static async Task<int> PidOfAsync(ProcessStartInfo start)
    {
        await using var lease = new ProcessLease(start);
        return lease.Use(process => process.Id);
    }
}

/// <summary>A process type of the program's own, which is started and waited for by its own methods.</summary>
public class NamedProcess(string name) : Process
{
    public string Name => name;

    public NamedProcess Launch()
    {
        StartInfo.FileName = name;
        Start();
        return this;
    }

    public static void RunTwice(string name)
    {
        using (var first = new NamedProcess(name).Launch())
        {
            first.WaitForExit();
        }

        var second = new NamedProcess(name);
        second.StartInfo.FileName = second.Name;
        second.Start();
        second.WaitForExit();
        second.Close();
    }
}
