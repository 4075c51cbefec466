using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task ListFilledAndDrained_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var running = new List<Process>();
                foreach (var file in files)
                    running.Add(Process.Start("gzip", file));

                foreach (var gzip in running)
                    gzip.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task ListFilled_NeverDrained_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var running = new List<Process>();
                foreach (var file in files)
                    running.Add(Process.{|ZG0002:Start|}("gzip", file));

                Console.WriteLine(running.Count + " started");
            }
        }
        """);

    [Fact]
    public Task ListDrained_WithBreak_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var running = new List<Process>();
                foreach (var file in files)
                    running.Add(Process.{|ZG0002:Start|}("gzip", file));

                foreach (var gzip in running)
                {
                    gzip.WaitForExit();
                    if (gzip.ExitCode != 0)
                        break;
                }
            }
        }
        """);

    [Fact]
    public Task ListDrained_WithContinueAfterTheWait_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var running = new List<Process>();
                foreach (var file in files)
                    running.Add(Process.Start("gzip", file));

                foreach (var gzip in running)
                {
                    gzip.WaitForExit();
                    if (gzip.ExitCode == 0)
                        continue;

                    Console.Error.WriteLine("gzip failed");
                }
            }
        }
        """);

    [Fact]
    public Task ListDrained_WithContinueBeforeTheWait_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var running = new List<Process>();
                foreach (var file in files)
                    running.Add(Process.{|ZG0002:Start|}("gzip", file));

                foreach (var gzip in running)
                {
                    if (gzip.Id % 2 == 0)
                        continue;

                    gzip.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task ListDrained_OnlyByDispose_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var running = new List<Process>();
                foreach (var file in files)
                    running.Add(Process.{|ZG0002:Start|}("gzip", file));

                foreach (var gzip in running)
                    gzip.Dispose();
            }
        }
        """);

    [Fact]
    public Task ListDrained_KilledAndWaited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var running = new List<Process>();
                foreach (var file in files)
                    running.Add(Process.Start("gzip", file));

                foreach (var gzip in running)
                {
                    gzip.Kill();
                    gzip.WaitForExit();
                    gzip.Dispose();
                }
            }
        }
        """);

    [Fact]
    public Task ListDrained_AfterEarlyReturn_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files, bool background)
            {
                var running = new List<Process>();
                foreach (var file in files)
                    running.Add(Process.{|ZG0002:Start|}("gzip", file));

                if (background)
                    return;

                foreach (var gzip in running)
                    gzip.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task ListDrained_EarlyReturnWhereEmpty_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                if (files.Length == 0)
                    return;

                var running = new List<Process>();
                foreach (var file in files)
                    running.Add(Process.Start("gzip", file));

                foreach (var gzip in running)
                    gzip.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task ListDrained_InFinally_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var running = new List<Process>();
                try
                {
                    foreach (var file in files)
                    {
                        if (file.Length == 0)
                            return;

                        running.Add(Process.Start("gzip", file));
                    }
                }
                finally
                {
                    foreach (var gzip in running)
                        gzip.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task ListDrained_ByForEach_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var running = new List<Process>();
                foreach (var file in files)
                    running.Add(Process.Start("gzip", file));

                running.ForEach(gzip => gzip.WaitForExit());
            }
        }
        """);

    [Fact]
    public Task ListReturned_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public IReadOnlyList<Process> Compress(string[] files)
            {
                var running = new List<Process>();
                foreach (var file in files)
                    running.Add(Process.Start("gzip", file));

                return running;
            }
        }
        """);

    [Fact]
    public Task CountReturned_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public int Compress(string[] files)
            {
                var running = new List<Process>();
                foreach (var file in files)
                    running.Add(Process.{|ZG0002:Start|}("gzip", file));

                return running.Count;
            }
        }
        """);

    [Fact]
    public Task ListPassedOn_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var running = new List<Process>();
                foreach (var file in files)
                    running.Add(Process.Start("gzip", file));

                WaitForAll(running);
            }

            private static void WaitForAll(IEnumerable<Process> processes)
            {
                foreach (var process in processes)
                    process.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task AddedToListInField_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            private readonly List<Process> _running = new();

            public void Compress(string[] files)
            {
                foreach (var file in files)
                    _running.Add(Process.Start("gzip", file));
            }

            public void Wait() => _running.ForEach(gzip => gzip.WaitForExit());
        }
        """);

    [Fact]
    public Task BoundedParallelism_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var running = new Queue<Process>();
                foreach (var file in files)
                {
                    if (running.Count >= 4)
                        running.Dequeue().WaitForExit();

                    running.Enqueue(Process.Start("gzip", file));
                }

                while (running.Count > 0)
                    running.Dequeue().WaitForExit();
            }
        }
        """);
}
