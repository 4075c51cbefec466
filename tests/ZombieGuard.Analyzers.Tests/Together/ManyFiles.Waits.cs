using System.Collections.Immutable;

namespace ZombieGuard.Analyzers.Tests.Together;

internal static partial class ManyFiles
{
    /// <summary>Waits that fall short: the start, the kill, the reader or the second wait stand in another file.</summary>
    public static ImmutableArray<string> Building { get; } =
    [
        """
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Building;

        internal sealed partial class Pipeline
        {
            public void Compile()
            {
                using var cc = Tools.Start("cc");
                cc.{|ZG0004:WaitForExit|}(1_000);
            }

            public void Abort()
            {
                var make = Process.Start("make");
                Ends.{|ZG0005:Stop|}(make);
            }

            public void Test(string[] suites)
            {
                Process last = null;
                foreach (var suite in suites)
                    last = Tools.Start(suite);

                last.{|ZG0006:WaitForExit|}();
            }

            public void Notify() => _ = Tools.Start("mail").{|ZG0007:WaitForExitAsync|}();

            public async Task Lint(CancellationToken token)
            {
                using var lint = Tools.Start("lint");
                await lint.{|ZG0014:WaitForExitAsync|}(token);
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;
        using System.Text;

        namespace Building;

        internal sealed partial class Pipeline
        {
            public string Describe()
            {
                using var git = Process.Start(Tools.Piped("git"));
                git.{|ZG0009:WaitForExit|}();
                return git.StandardOutput.ReadToEnd();
            }

            public string Version()
            {
                using var cc = Process.Start(Tools.Piped("cc"));
                return cc.StandardOutput.{|ZG0010:ReadToEnd|}();
            }

            public string Both()
            {
                using var cc = Process.Start(Tools.PipedTwice("cc"));
                var text = cc.StandardOutput.{|ZG0011:ReadToEnd|}() + cc.StandardError.ReadToEnd();
                cc.WaitForExit();
                return text;
            }

            public string Lines()
            {
                var lines = new StringBuilder();
                using var cc = Process.Start(Tools.Piped("cc"));
                cc.OutputDataReceived += (_, line) => lines.AppendLine(line.Data);
                cc.BeginOutputReadLine();
                if (!cc.{|ZG0012:WaitForExit|}(10_000))
                {
                    Ends.StopAndWait(cc);
                }

                return lines.ToString();
            }

            public int Code()
            {
                using var cc = Tools.{|ZG0002:Start|}("cc");
                Ends.Log(cc);
                return cc.{|ZG0013:ExitCode|};
            }

            public void Script()
            {
                using var shell = Process.Start("sh", "build.sh");
                if (!shell.WaitForExit(10_000))
                {
                    shell.{|ZG0015:Kill|}();
                    shell.WaitForExit();
                }
            }
        }
        """,
        """
        using System;
        using System.Diagnostics;

        namespace Building;

        internal static class Ends
        {
            public static void Stop(Process process) => process.Kill();

            public static void StopAndWait(Process process)
            {
                process.Kill();
                process.WaitForExit();
            }

            public static void Log(Process process) => Console.WriteLine(process.Id);

            public static void Child() => Console.WriteLine("child");
        }

        internal sealed partial class Server
        {
            private Process _server;

            public void Serve()
            {
                _server = new Process { StartInfo = Tools.Piped("server") };
                _server.{|ZG0008:Exited|} += OnExited;
                _server.Start();
            }

            private void OnExited(object sender, EventArgs e) => Console.WriteLine("the server has ended");

            public void Stop() => Ends.StopAndWait(_server);
        }

        internal sealed partial class Pipeline
        {
            public void Fork()
            {
                var pid = Imports.{|ZG0201:fork|}();
                if (pid == 0)
                {
                    {|ZG0202:Ends.Child();|}
                }

                Imports.waitpid(pid, out _, 0);
            }
        }
        """,
        """
        using System.Diagnostics;
        using System.Runtime.InteropServices;

        namespace Building;

        internal static class Tools
        {
            public static Process Start(string name) => Process.Start(name);

            public static ProcessStartInfo Piped(string name) => new(name) { RedirectStandardOutput = true };

            public static ProcessStartInfo PipedTwice(string name) => new(name) { RedirectStandardOutput = true, RedirectStandardError = true };
        }

        internal static class Imports
        {
            [DllImport("libc")]
            public static extern int fork();

            [DllImport("libc")]
            public static extern int waitpid(int pid, out int status, int options);
        }
        """,
    ];
}
