using System.Threading.Tasks;
using Xunit;
using static ZombieGuard.Analyzers.Tests.Teaching.TaughtVerifier;

namespace ZombieGuard.Analyzers.Tests.Teaching;

/// <summary>Lines of the project's own files count like those that are built in, and beat them.</summary>
public class CatalogueFileTests
{
    private const string Shell = """
        using System.Diagnostics;

        namespace Acme
        {
            static class Shell
            {
                public static Process Run(string command) => Process.GetCurrentProcess();
                public static Process Run(string command, int times) => throw new System.NotImplementedException();
                public static void Track(int pid) { }
            }
        }


        """;

    [Fact]
    public Task TaughtStart_Reports() => VerifyWithLinesAsync("spawns M:Acme.Shell.Run(...) child=return kind=managed", Shell + """
        class Caller
        {
            public void Run()
            {
                Acme.Shell.{|ZG0002:Run|}("make");
                Acme.Shell.{|ZG0002:Run|}("make", 2);
            }
        }
        """);

    [Fact]
    public Task TaughtStart_WaitedFor_IsSilent() => VerifyWithLinesAsync("spawns M:Acme.Shell.Run(...) child=return kind=managed", Shell + """
        class Caller
        {
            public void Run() => Acme.Shell.Run("make").WaitForExit();
        }
        """);

    [Fact]
    public Task TaughtOverload_Reports() => VerifyWithLinesAsync("spawns M:Acme.Shell.Run(System.String,System.Int32) child=return kind=managed", Shell + """
        class Caller
        {
            public void Run()
            {
                Acme.Shell.Run("make");
                Acme.Shell.{|ZG0002:Run|}("make", 2);
            }
        }
        """);

    [Fact]
    public Task TaughtImport_Reports() => VerifyWithLinesAsync(
        """
        # PowerShell's own library
        spawns libpsl-native.so!ForkAndExecProcess child=arg4 kind=raw result=nonzero-is-none
        """,
        """
        using System.Runtime.InteropServices;

        static class Native
        {
            [DllImport("libpsl-native", EntryPoint = "ForkAndExecProcess")]
            static extern unsafe int Start(string filename, byte** argv, byte** envp, string cwd, out int lpChildPid);

            public static unsafe void Run(string program)
            {
                if ({|ZG0001:Start|}(program, null, null, "/", out var pid) == 0)
                    System.Console.WriteLine(pid);
            }

            public static unsafe void RunAndWait(string program)
            {
                if (Start(program, null, null, "/", out var pid) == 0)
                    Libc.waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task TaughtStartOfAnObject_Reports() => VerifyWithLinesAsync("spawns M:Acme.Starting.StartLogged(...) child=arg0 kind=managed result=false-is-none", """
        using System.Diagnostics;
        using Acme;

        namespace Acme
        {
            static class Starting { public static bool StartLogged(this Process process) => process.Start(); }
        }

        class Caller
        {
            public void Run(ProcessStartInfo info)
            {
                var process = new Process { StartInfo = info };
                process.{|ZG0002:StartLogged|}();
            }

            public void RunAndWait(ProcessStartInfo info)
            {
                var process = new Process { StartInfo = info };
                if (process.StartLogged())
                    process.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task LineOfAnInterface_HoldsForItsImplementations_Reports() => VerifyWithLinesAsync("spawns M:Acme.IShell`1.Run child=return kind=managed", """
        using System.Diagnostics;

        namespace Acme
        {
            interface IShell<T> { Process Run(); T Find(); }
            class Bash : IShell<Process>
            {
                public virtual Process Run() => throw new System.NotImplementedException();
                public Process Find() => Process.GetCurrentProcess();
            }

            class Dash : Bash { public override Process Run() => throw new System.NotImplementedException(); }
        }

        class Caller
        {
            public void Run()
            {
                new Acme.Bash().{|ZG0002:Run|}();
                new Acme.Dash().{|ZG0002:Run|}();
                new Acme.Bash().Find();
                new Acme.Dash().Run().WaitForExit();
            }
        }
        """);

    [Fact]
    public Task UsersLine_ReplacesTheBuiltInOnes_IsSilent() => VerifyWithLinesAsync("prints M:System.Diagnostics.Process.Start(System.String)", """
        using System.Diagnostics;

        class Caller
        {
            public void Run()
            {
                Process.Start("make");
                Process.{|ZG0002:Start|}("make", "all");
            }
        }
        """);

    [Fact]
    public Task UsersLine_ReplacesTheBuiltInOnes_OfAnImport_IsSilent() => VerifyWithLinesAsync("prints libc!posix_spawn", """
        class Caller
        {
            public void Run(string[] argv)
            {
                Libc.posix_spawn(out _, argv[0], 0, 0, argv, null!);
                Libc.{|ZG0001:posix_spawnp|}(out _, argv[0], 0, 0, argv, null!);
            }
        }
        """);

    [Fact]
    public Task UsersLine_BeatsAnAttribute_IsSilent()
    {
        var test = Test("""
            using ZombieGuard.Annotations;

            namespace Acme
            {
                static class Shell
                {
                    [SpawnsChild] public static int Run() => 1;
                    [SpawnsChild] public static int Launch() => 1;
                }
            }

            class Caller
            {
                public void Run()
                {
                    Acme.Shell.Run();
                    Acme.Shell.{|ZG0001:Launch|}();
                }
            }
            """, references: Runtime);
        test.TestState.AdditionalFiles.Add(("/0/zombieguard.TXT", "prints M:Acme.Shell.Run(...)"));
        return test.RunAsync();
    }

    [Fact]
    public Task LineOfTheMember_BeatsThatOfItsType_Reports() => VerifyWithLinesAsync(
        """
        prints T:Acme.Shell
        spawns M:Acme.Shell.Run(System.String) child=return kind=managed
        """,
        Shell + """
        class Caller
        {
            public void Run(string[] argv)
            {
                Acme.Shell.{|ZG0002:Run|}("make");
                Libc.{|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null!);
                Acme.Shell.Track(pid);
            }
        }
        """);

    [Fact]
    public Task Detach_OfARawChild_Reports() => VerifyWithLinesAsync("detaches M:Acme.Shell.Track(...) child=arg0", Shell + """
        class Caller
        {
            public void Run(string[] argv)
            {
                Libc.{|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null!);
                Acme.Shell.Track(pid);
            }
        }
        """);

    [Fact]
    public Task Adoption_OfARawChild_IsSilent() => VerifyWithLinesAsync("adopts M:Acme.Shell.Track(...) child=arg0", Shell + """
        class Caller
        {
            public void Run(string[] argv)
            {
                Libc.posix_spawn(out var pid, argv[0], 0, 0, argv, null!);
                Acme.Shell.Track(pid);
            }
        }
        """);

    [Fact]
    public Task SeveralFiles_AddUp_Reports()
    {
        var test = Test(Shell + """
            class Caller
            {
                public void Run(string[] argv)
                {
                    Acme.Shell.{|ZG0002:Run|}("make");
                    Libc.posix_spawn(out var pid, argv[0], 0, 0, argv, null!);
                    Acme.Shell.Track(pid);
                }
            }
            """);
        test.TestState.AdditionalFiles.Add(("/shared/ZombieGuard.shells.txt", "spawns M:Acme.Shell.Run(...) child=return kind=managed"));
        test.TestState.AdditionalFiles.Add(("/0/ZombieGuard.txt", "adopts M:Acme.Shell.Track(...) child=arg0"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("/0/ZombieGuardian.txt")]
    [InlineData("/0/ZombieGuard.md")]
    [InlineData("/0/My.ZombieGuard.acme.txt")]
    [InlineData("/ZombieGuard.txt/acme.txt")]
    public Task AnotherFile_IsSilent(string file)
    {
        var test = Test(Shell + """
            class Caller
            {
                public void Run() => Acme.Shell.Run("make");
            }
            """);
        test.TestState.AdditionalFiles.Add((file, "spawns M:Acme.Shell.Run(...) child=return kind=managed"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("ZombieGuard.txt")]
    [InlineData("C:\\src\\ZOMBIEGUARD.Acme.v2.txt")]
    [InlineData("/0/ZombieGuard.a b.txt")]
    public Task FileOfThatName_Reports(string file)
    {
        var test = Test(Shell + """
            class Caller
            {
                public void Run() => Acme.Shell.{|ZG0002:Run|}("make");
            }
            """);
        test.TestState.AdditionalFiles.Add((file, "spawns M:Acme.Shell.Run(...) child=return kind=managed"));
        return test.RunAsync();
    }
}
