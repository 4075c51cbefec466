using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task QueueDrained_ByTryDequeue_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var running = new Queue<Process>();
                foreach (var file in files)
                    running.Enqueue(Process.Start("gzip", file));

                while (running.TryDequeue(out var gzip))
                    gzip.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task QueueNeverDrained_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var running = new Queue<Process>();
                foreach (var file in files)
                    running.Enqueue(Process.{|ZG0002:Start|}("gzip", file));

                Console.WriteLine(running.Count);
            }
        }
        """);

    [Fact]
    public Task StackDrained_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Stopper
        {
            public void Run(string[] services)
            {
                var started = new Stack<Process>();
                foreach (var service in services)
                    started.Push(Process.Start(service));

                while (started.Count > 0)
                {
                    var service = started.Pop();
                    service.Kill();
                    service.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task DictionaryDrained_ByValues_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Builder
        {
            public void Build(string[] targets)
            {
                var jobs = new Dictionary<string, Process>();
                foreach (var target in targets)
                    jobs[target] = Process.Start("make", target);

                foreach (var job in jobs.Values)
                    job.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task DictionaryDrained_ByPairs_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        class Builder
        {
            public void Build(string[] targets)
            {
                var jobs = new Dictionary<string, Process>();
                foreach (var target in targets)
                    jobs.Add(target, Process.Start("make", target));

                foreach (var (target, job) in jobs)
                {
                    job.WaitForExit();
                    Console.WriteLine(target + ": " + job.ExitCode);
                }
            }
        }
        """);

    [Fact]
    public Task DictionaryNeverDrained_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        class Builder
        {
            public void Build(string[] targets)
            {
                var jobs = new Dictionary<string, Process>();
                foreach (var target in targets)
                    jobs.Add(target, Process.{|ZG0002:Start|}("make", target));

                Console.WriteLine(jobs.Count + " jobs");
            }
        }
        """);

    [Fact]
    public Task ArrayFilledAndDrained_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Workers
        {
            public void Run(int count)
            {
                var workers = new Process[count];
                for (var i = 0; i < count; i++)
                    workers[i] = Process.Start("worker", i.ToString());

                for (var i = 0; i < count; i++)
                    workers[i].WaitForExit();
            }
        }
        """);

    [Fact]
    public Task ArrayFilled_NeverDrained_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Workers
        {
            public void Run(int count)
            {
                var workers = new Process[count];
                for (var i = 0; i < count; i++)
                    workers[i] = Process.{|ZG0002:Start|}("worker", i.ToString());

                Console.WriteLine(workers.Length + " workers");
            }
        }
        """);

    [Fact]
    public Task ArrayFilledAndDrained_ByForeach_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Workers
        {
            public void Run(int count)
            {
                var workers = new Process[count];
                for (var i = 0; i < workers.Length; i++)
                    workers[i] = Process.Start("worker", i.ToString());

                foreach (var worker in workers)
                    worker.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task CollectionInitializer_Drained_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Pipeline
        {
            public void Run()
            {
                var stages = new List<Process> { Process.Start("producer"), Process.Start("consumer") };
                foreach (var stage in stages)
                    stage.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task CollectionInitializer_NeverDrained_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        class Pipeline
        {
            public void Run()
            {
                var stages = new List<Process> { Process.{|ZG0002:Start|}("producer"), Process.{|ZG0002:Start|}("consumer") };
                Console.WriteLine(stages.Count);
            }
        }
        """);

    [Fact]
    public Task ArrayInitializer_Drained_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Pipeline
        {
            public void Run()
            {
                Process[] stages = { Process.Start("producer"), Process.Start("consumer") };
                foreach (var stage in stages)
                    stage.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task CollectionExpression_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Pipeline
        {
            public void Run()
            {
                Process[] stages = [Process.Start("producer"), Process.Start("consumer")];
                foreach (var stage in stages)
                    stage.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task CollectionExpressionWithSpread_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Pipeline
        {
            public List<Process> Run(IEnumerable<Process> others)
            {
                var first = Process.Start("producer");
                return [first, .. others];
            }
        }
        """);

    [Fact]
    public Task AwaitedWhenAllOverSelect_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Linq;
        using System.Threading.Tasks;

        class Compressor
        {
            public async Task Compress(string[] files)
            {
                var running = new List<Process>();
                foreach (var file in files)
                    running.Add(Process.Start("gzip", file));

                await Task.WhenAll(running.Select(gzip => gzip.WaitForExitAsync()));
            }
        }
        """);

    [Fact]
    public Task StartedInSelect_ListDrained_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Linq;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var running = files.Select(file => Process.Start("gzip", file)).ToList();
                foreach (var gzip in running)
                    gzip.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task WhenAnyUntilNoneIsLeft_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Compressor
        {
            public async Task Compress(string[] files)
            {
                var waits = new List<Task>();
                foreach (var file in files)
                    waits.Add(Process.Start("gzip", file).WaitForExitAsync());

                while (waits.Count > 0)
                {
                    var ended = await Task.WhenAny(waits);
                    waits.Remove(ended);
                }
            }
        }
        """);

    [Fact]
    public Task WaitAllOfAnArrayOfTasks_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Linq;
        using System.Threading.Tasks;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var running = new List<Process>();
                foreach (var file in files)
                    running.Add(Process.Start("gzip", file));

                Task.WaitAll(running.Select(gzip => gzip.WaitForExitAsync()).ToArray());
            }
        }
        """);
}
