using System;
using System.IO;
using System.IO.Pipes;
using System.Linq;

namespace ZombieGuard.TestChild;

/// <summary>For a tracer that counts: so many children end, joined in turn by a thread and by a task, beside so many that live.</summary>
internal static class WaitCalls
{
    internal static void Run(int live, int ended)
    {
        // Those that live end when this process does: then nobody has the other end of their input.
        using var input = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.None);
        var cat = new ChildStartInfo("/bin/cat") { StandardInput = ChildStdio.From(input.ClientSafePipeHandle) };
        var lasting = Enumerable.Range(0, live).Select(_ => ChildProcess.Start(cat)).ToList();
        for (var i = 0; i < ended; i++)
        {
            var child = ChildProcess.Start("/bin/sleep", ["1000"]);
            child.Kill();
            if (i % 2 == 0)
            {
                child.Join();
            }
            else
            {
                child.JoinAsync().Wait();
            }
        }

        Console.WriteLine($"live={lasting.Count(child => child.IsAlive)}");
        Environment.Exit(0);
    }
}
