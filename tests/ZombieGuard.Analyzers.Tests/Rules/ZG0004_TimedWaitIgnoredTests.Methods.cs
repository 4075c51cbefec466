using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0004_TimedWaitIgnoredTests
{
    [Fact]
    public Task WhenAnyWithDelay_ResultIgnored_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Encoder
        {
            public async Task Encode(string input)
            {
                using var ffmpeg = Process.Start("ffmpeg", "-i " + input);
                await Task.{|ZG0004:WhenAny|}(ffmpeg.WaitForExitAsync(), Task.Delay(60_000));
            }
        }
        """);

    [Fact]
    public Task WhenAnyWithDelay_ThenAwaited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Encoder
        {
            public async Task Encode(string input)
            {
                using var ffmpeg = Process.Start("ffmpeg", "-i " + input);
                var exit = ffmpeg.WaitForExitAsync();
                if (await Task.WhenAny(exit, Task.Delay(60_000)) != exit)
                    ffmpeg.Kill();

                await exit;
            }
        }
        """);

    [Fact]
    public Task WaitAsyncWithTimeoutThatThrows_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Encoder
        {
            public async Task Encode(string input)
            {
                using var ffmpeg = Process.Start("ffmpeg", "-i " + input);
                await ffmpeg.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
            }
        }
        """);

    [Fact]
    public Task TimedHelper_Tested() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Good(string file)
            {
                var process = Process.Start(file);
                if (!HasEndedInTime(process))
                {
                    process.Kill();
                    process.WaitForExit();
                }
            }

            public void Bad(string file)
            {
                var process = Process.Start(file);
                if (!{|ZG0004:HasEndedInTime|}(process))
                {
                    Console.WriteLine("still running");
                }
            }

            private static bool HasEndedInTime(Process process)
            {
                if (!process.WaitForExit(1000))
                {
                    Console.WriteLine("slow");
                    return false;
                }

                return true;
            }
        }
        """);

    [Fact]
    public Task TimedHelperThatThrows_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Launch(string file)
            {
                var process = Process.Start(file);
                WaitOrThrow(process);
            }

            private static void WaitOrThrow(Process process)
            {
                if (!process.WaitForExit(1000))
                {
                    throw new TimeoutException();
                }
            }
        }
        """);
}
