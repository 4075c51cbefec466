using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>The task of a wait, dropped.</summary>
public sealed partial class ZG0007_WaitTaskDroppedTests
{
    [Fact]
    public Task TaskDropped_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Encoder
        {
            public void Encode(string input)
            {
                var ffmpeg = Process.Start("ffmpeg", "-i " + input);
                ffmpeg.{|ZG0007:WaitForExitAsync|}();
            }
        }
        """);

    [Fact]
    public Task TaskReturned_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Encoder
        {
            public Task Encode(string input)
            {
                var ffmpeg = Process.Start("ffmpeg", "-i " + input);
                return ffmpeg.WaitForExitAsync();
            }
        }
        """);

    [Fact]
    public Task TaskDiscarded_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Encoder
        {
            public void Encode(string input)
            {
                var ffmpeg = Process.Start("ffmpeg", "-i " + input);
                _ = ffmpeg.{|ZG0007:WaitForExitAsync|}();
            }
        }
        """);

    [Fact]
    public Task TaskWaitedForSynchronously_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Encoder
        {
            public void Encode(string[] inputs)
            {
                var first = Process.Start("ffmpeg", "-i " + inputs[0]);
                first.WaitForExitAsync().Wait();
                var second = Process.Start("ffmpeg", "-i " + inputs[1]);
                second.WaitForExitAsync().GetAwaiter().GetResult();
            }
        }
        """);

    [Fact]
    public Task TaskInVariable_NeverAwaited_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Encoder
        {
            public void Encode(string input)
            {
                var ffmpeg = Process.Start("ffmpeg", "-i " + input);
                var exit = ffmpeg.{|ZG0007:WaitForExitAsync|}();
                Console.WriteLine("encoding " + input);
            }
        }
        """);

    [Fact]
    public Task TaskInVariable_AwaitedLater_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Encoder
        {
            public async Task Encode(string input)
            {
                using var ffmpeg = Process.Start("ffmpeg", "-i " + input);
                var exit = ffmpeg.WaitForExitAsync();
                Console.WriteLine("encoding " + input);
                await exit;
            }
        }
        """);

    [Fact]
    public Task TasksCollectedAndDropped_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var waits = new List<Task>();
                foreach (var file in files)
                {
                    var gzip = Process.Start("gzip", file);
                    waits.Add(gzip.{|ZG0007:WaitForExitAsync|}());
                }

                Console.WriteLine(waits.Count);
            }
        }
        """);

    [Fact]
    public Task TasksCollectedAndAwaited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Compressor
        {
            public async Task Compress(string[] files)
            {
                var waits = new List<Task>();
                foreach (var file in files)
                {
                    var gzip = Process.Start("gzip", file);
                    waits.Add(gzip.WaitForExitAsync());
                }

                await Task.WhenAll(waits);
            }
        }
        """);

    /// <summary>A copy of the list is waited for, or one task of it; a copy that is only counted is not.</summary>
    [Theory]
    [InlineData("Task.WaitAll(waits.ToArray());")]
    [InlineData("Task.WhenAll(waits.Where(w => !w.IsCompleted)).Wait();")]
    [InlineData("Task.WaitAny([.. waits]);")]
    [InlineData("waits.Last().Wait();")]
    public Task TasksWaitedForByACopy_IsSilent(string wait) => Verify.VerifyAnalyzerAsync(Collected("WaitForExitAsync", wait));

    [Fact]
    public Task TasksOnlyCopied_Reports() => Verify.VerifyAnalyzerAsync(Collected("{|ZG0007:WaitForExitAsync|}", "Console.WriteLine(waits.ToArray().Length);"));

    private static string Collected(string exit, string wait) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Linq;
        using System.Threading.Tasks;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var waits = new List<Task>();
                foreach (var file in files)
                {
                    var gzip = Process.Start("gzip", file);
                    waits.Add(gzip.{{exit}}());
                }

                {{wait}}
            }
        }
        """;

    [Fact]
    public Task WaitTaskOfHelper() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Launcher
        {
            public async Task Good(string file) => await EndOf(Process.Start(file));

            public void Bad(string file) => _ = {|ZG0007:EndOf|}(Process.Start(file));

            public void Background(string file) => _ = WatchAsync(Process.Start(file));

            private static Task EndOf(Process process) => process.WaitForExitAsync();

            private static async Task WatchAsync(Process process)
            {
                await process.WaitForExitAsync();
                System.Console.WriteLine("ended with " + process.ExitCode);
            }
        }
        """);

    [Fact]
    public Task TasksKeptAndAwaitedLater() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Launcher
        {
            public async Task Good(string[] files)
            {
                var exits = new List<Task>();
                foreach (var file in files)
                {
                    exits.Add(RunAsync(file));
                    exits.Add(EndOf(Process.Start(file)));
                }

                await Task.WhenAll(exits);
            }

            public async Task AlsoGood(string file)
            {
                var exit = EndOf(Process.Start(file));
                Console.WriteLine("started");
                await exit;
            }

            public void Bad(string file)
            {
                var exit = {|ZG0007:EndOf|}(Process.Start(file));
                Console.WriteLine(exit.IsCompleted);
            }

            private static async Task RunAsync(string file)
            {
                using var process = Process.Start(file);
                await process.WaitForExitAsync();
            }

            private static Task EndOf(Process process) => process.WaitForExitAsync();
        }
        """);

    [Fact]
    public Task DroppedWithOthers_Reports() => RunnerVerifier.VerifyMembersAsync("""
        void Run()
        {
            var git = Process.Start(make);
            _ = Task.WhenAll(git.{|ZG0007:WaitForExitAsync|}(), Task.Delay(10), Task.Delay(20));
        }
        """);

    [Fact]
    public Task AwaitedWithOthers_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        async Task Run()
        {
            var git = Process.Start(make);
            var all = Task.WhenAll(git.WaitForExitAsync(), Task.Delay(10), Task.Delay(20));
            Work();
            await all;
            Console.WriteLine(git.ExitCode);
        }
        """);
}
