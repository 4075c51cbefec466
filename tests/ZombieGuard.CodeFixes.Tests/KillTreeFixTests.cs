using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

public class KillTreeFixTests
{
    [Fact]
    public Task KillOfAShell_EndsItsPrograms() => VerifyAsync(
        """
        void M()
        {
            using var shell = Process.Start("sh", "build.sh");
            if (!shell.WaitForExit(10_000))
            {
                // late
                shell.{|ZG0015:Kill|}(); // all of it
                shell.WaitForExit();
            }
        }
        """,
        """
        void M()
        {
            using var shell = Process.Start("sh", "build.sh");
            if (!shell.WaitForExit(10_000))
            {
                // late
                shell.Kill(entireProcessTree: true); // all of it
                shell.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task Several_AreDoneAtOnce() => VerifyAsync(
        "void M()\n{\n    using var p = Process.Start(\"bash\", \"a.sh\");\n    using var q = Process.Start(\"bash\", \"b.sh\");\n    Console.ReadLine();\n"
            + "    p.{|ZG0015:Kill|}();\n    q.{|ZG0015:Kill|}();\n    p.WaitForExit();\n    q.WaitForExit();\n}",
        "void M()\n{\n    using var p = Process.Start(\"bash\", \"a.sh\");\n    using var q = Process.Start(\"bash\", \"b.sh\");\n    Console.ReadLine();\n"
            + "    p.Kill(entireProcessTree: true);\n    q.Kill(entireProcessTree: true);\n    p.WaitForExit();\n    q.WaitForExit();\n}");

    [Fact]
    public Task CommentInside_NotOffered() => CallFixTest.VerifyNotOfferedAsync<KillTreeFixProvider>(
        """
        void M()
        {
            using var shell = Process.Start("sh", "build.sh");
            Console.ReadLine();
            shell.{|ZG0015:Kill|}(/* the shell only */);
            shell.WaitForExit();
        }
        """);

    private static Task VerifyAsync(string members, string fixedMembers)
        => CallFixTest.Create<KillTreeFixProvider>(members, fixedMembers).RunAsync();
}
