using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

public class ReadFirstFixTests
{
    [Fact]
    public Task OnePipe_WaitAndReadChangePlaces() => VerifyAsync(
        """
        void M()
        {
            using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true })!;

            // to the end
            git.{|ZG0009:WaitForExit|}(); // and no further
            var log = git.StandardOutput.ReadToEnd(); // all

            Console.WriteLine(log + git.ExitCode);
        }
        """,
        """
        void M()
        {
            using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true })!;

            var log = git.StandardOutput.ReadToEnd(); // all
            // to the end
            git.WaitForExit(); // and no further

            Console.WriteLine(log + git.ExitCode);
        }
        """);

    [Fact]
    public Task ReturnedOutput_IsReadBefore() => VerifyAsync(
        """
        string M()
        {
            using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true })!;
            // to the end
            git.{|ZG0009:WaitForExit|}();
            return git.StandardOutput.ReadToEnd().Trim();
        }
        """,
        """
        string M()
        {
            using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true })!;
            var output = git.StandardOutput.ReadToEnd();
            // to the end
            git.WaitForExit();
            return output.Trim();
        }
        """);

    [Fact]
    public Task OutputReadBehindTheExitCode_IsReadBefore() => VerifyAsync(
        """
        string M()
        {
            using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true })!;
            git.{|ZG0009:WaitForExit|}();
            if (git.ExitCode != 0)
            {
                throw new InvalidOperationException(git.StandardOutput.ReadToEnd());
            }

            return git.StandardOutput.ReadToEnd();
        }
        """,
        """
        string M()
        {
            using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true })!;
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            if (git.ExitCode != 0)
            {
                throw new InvalidOperationException(output);
            }

            return output;
        }
        """);

    [Fact]
    public Task AsyncCode_AwaitsTheOutputFirst() => VerifyAsync(
        """
        async Task<string> M(CancellationToken token)
        {
            using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true })!;
            await git.{|ZG0009:WaitForExitAsync|}();
            return await git.StandardOutput.ReadToEndAsync(token).ConfigureAwait(false);
        }
        """,
        """
        async Task<string> M(CancellationToken token)
        {
            using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true })!;
            var output = await git.StandardOutput.ReadToEndAsync(token).ConfigureAwait(false);
            await git.WaitForExitAsync();
            return output;
        }
        """);

    [Fact]
    public Task BothPipes_AreReadWhileWaiting() => VerifyAsync(
        """
        void M()
        {
            using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            git.{|ZG0009:WaitForExit|}();
            var output = git.StandardOutput.ReadToEnd();
            var error = git.StandardError.ReadToEnd();
            Console.WriteLine(output + error);
        }
        """,
        """
        void M()
        {
            using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var outputTask = git.StandardOutput.ReadToEndAsync();
            var errorTask = git.StandardError.ReadToEndAsync();
            git.WaitForExit();
            var output = outputTask.GetAwaiter().GetResult();
            var error = errorTask.GetAwaiter().GetResult();
            Console.WriteLine(output + error);
        }
        """);

    [Fact]
    public Task BothPipesInAsyncCode_AreAwaited() => VerifyAsync(
        """
        async Task M()
        {
            using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await git.{|ZG0009:WaitForExitAsync|}();
            Console.WriteLine(await git.StandardOutput.ReadToEndAsync() + git.StandardError.ReadToEnd().Trim());
        }
        """,
        """
        async Task M()
        {
            using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var outputTask = git.StandardOutput.ReadToEndAsync();
            var errorTask = git.StandardError.ReadToEndAsync();
            await git.WaitForExitAsync();
            Console.WriteLine(await outputTask + (await errorTask).Trim());
        }
        """);

    [Fact]
    public Task LinesAsEvents_AreBegunBefore() => VerifyAsync(
        """
        void M(System.Text.StringBuilder lines)
        {
            using var git = new Process { StartInfo = new ProcessStartInfo("git", "log") { RedirectStandardOutput = true } };
            git.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
            git.Start();
            git.{|ZG0009:WaitForExit|}();
            git.BeginOutputReadLine();
        }
        """,
        """
        void M(System.Text.StringBuilder lines)
        {
            using var git = new Process { StartInfo = new ProcessStartInfo("git", "log") { RedirectStandardOutput = true } };
            git.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
            git.Start();
            git.BeginOutputReadLine();
            git.WaitForExit();
        }
        """);

    [Fact]
    public Task LineByLine_IsReadBefore() => VerifyAsync(
        """
        void M()
        {
            using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true })!;
            git.{|ZG0009:WaitForExit|}();
            while (git.StandardOutput.ReadLine() is { } line)
            {
                Console.WriteLine(line);
            }

            Console.WriteLine("done");
        }
        """,
        """
        void M()
        {
            using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true })!;
            while (git.StandardOutput.ReadLine() is { } line)
            {
                Console.WriteLine(line);
            }

            git.WaitForExit();
            Console.WriteLine("done");
        }
        """);

    [Fact]
    public Task ReadInALambda_NotOffered() => CallFixTest.VerifyNotOfferedAsync<ReadFirstFixProvider>(
        """
        Func<string> M()
        {
            var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true })!;
            git.{|ZG0009:WaitForExit|}();
            return () => git.StandardOutput.ReadToEnd();
        }
        """);

    [Fact]
    public Task LineByLineBehindTheExitCode_NotOffered() => CallFixTest.VerifyNotOfferedAsync<ReadFirstFixProvider>(
        """
        void M()
        {
            using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true })!;
            git.{|ZG0009:WaitForExit|}();
            while (git.ExitCode == 0 && git.StandardOutput.ReadLine() is { } line)
            {
                Console.WriteLine(line);
            }
        }
        """);

    [Fact]
    public Task FixAll_NeedsNoConsent() => FixTestOf(
        "void M()\n{\n    using var p = Process.Start(new ProcessStartInfo(\"x\") { RedirectStandardOutput = true })!;\n"
            + "    p.{|ZG0009:WaitForExit|}();\n    Console.WriteLine(p.StandardOutput.ReadToEnd());\n}",
        "void M()\n{\n    using var p = Process.Start(new ProcessStartInfo(\"x\") { RedirectStandardOutput = true })!;\n"
            + "    Console.WriteLine(p.StandardOutput.ReadToEnd());\n    p.WaitForExit();\n}");

    private static Task FixTestOf(string members, string fixedMembers) => CallFixTest.Create<ReadFirstFixProvider>(members, fixedMembers).RunAsync();

    private static Task VerifyAsync(string members, string fixedMembers) => CallFixTest.VerifyAsync<ReadFirstFixProvider>(members, fixedMembers);
}
