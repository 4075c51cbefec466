using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

public class EnableEventsFixTests
{
    [Fact]
    public Task Subscription_EnablesTheEvents() => VerifyAsync(
        """
        void M(TaskCompletionSource done)
        {
            var make = new Process { StartInfo = new ProcessStartInfo("make") };
            // tell when it ends
            make.{|ZG0008:Exited|} += (_, _) =>
            {
                done.SetResult();
            }; // once
            make.Start();
        }
        """,
        """
        void M(TaskCompletionSource done)
        {
            var make = new Process { StartInfo = new ProcessStartInfo("make") };
            // tell when it ends
            make.Exited += (_, _) =>
            {
                done.SetResult();
            }; // once
            make.EnableRaisingEvents = true;
            make.Start();
        }
        """);

    [Fact]
    public Task Field_IsNamedAsThere() => VerifyAsync(
        """
        private Process? _make;

        void M(ProcessStartInfo info)
        {
            this._make = new Process { StartInfo = info };
            this._make.{|ZG0008:Exited|} += OnExited;
            this._make.Start();
        }

        private void OnExited(object? sender, EventArgs e) => Console.WriteLine("ended");
        """,
        """
        private Process? _make;

        void M(ProcessStartInfo info)
        {
            this._make = new Process { StartInfo = info };
            this._make.Exited += OnExited;
            this._make.EnableRaisingEvents = true;
            this._make.Start();
        }

        private void OnExited(object? sender, EventArgs e) => Console.WriteLine("ended");
        """);

    [Fact]
    public Task Several_AreDoneAtOnce() => VerifyAsync(
        "void M(Action a)\n{\n    using var p = Process.Start(\"p\");\n    p.{|ZG0008:Exited|} += (_, _) => a();\n    p.WaitForExit();\n}\n\n"
            + "void N(Action a)\n{\n    using var q = Process.Start(\"q\");\n    q.{|ZG0008:Exited|} += (_, _) => a();\n    q.WaitForExit();\n}",
        "void M(Action a)\n{\n    using var p = Process.Start(\"p\");\n    p.Exited += (_, _) => a();\n    p.EnableRaisingEvents = true;\n    p.WaitForExit();\n}\n\n"
            + "void N(Action a)\n{\n    using var q = Process.Start(\"q\");\n    q.Exited += (_, _) => a();\n    q.EnableRaisingEvents = true;\n    q.WaitForExit();\n}");

    [Fact]
    public Task SubscriptionInTheHeadOfALoop_NotOffered() => CallFixTest.VerifyNotOfferedAsync<EnableEventsFixProvider>(
        """
        void M(TaskCompletionSource done)
        {
            using var make = Process.Start("make");
            for (make.{|ZG0008:Exited|} += (_, _) => done.SetResult(); make.Responding;)
            {
                Thread.Sleep(100);
            }

            make.WaitForExit();
        }
        """);

    private static Task VerifyAsync(string members, string fixedMembers)
        => CallFixTest.Create<EnableEventsFixProvider>(members, fixedMembers).RunAsync();
}
