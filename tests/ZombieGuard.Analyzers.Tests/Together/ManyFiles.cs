using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;

namespace ZombieGuard.Analyzers.Tests.Together;

/// <summary>
/// Programs in which no file says enough by itself: what a finding depends on, the helper, the field's other uses, the reaper, the
/// import, stands in another file. Between them they break every rule.
/// </summary>
internal static partial class ManyFiles
{
    /// <summary>A catalogue file of the programs' own, its second line wrong.</summary>
    public const string Catalogue = """
        spawns M:Deploying.Legacy.Launch(System.String) child=return kind=raw
        {|ZG0901:unleashes|} M:Deploying.Legacy.Launch(System.String)
        """;

    /// <summary>Nothing reaps; <c>Process</c> is used in one file only.</summary>
    public static ImmutableArray<string> Deployment { get; } =
    [
        """
        using System.Diagnostics;

        namespace Deploying;

        public sealed partial class Deployment
        {
            private Process _agent;
            private Process _proxy;
            private int _watcher;

            public void Begin()
            {
                _agent = Process.{|ZG0003:Start|}("agent");
                _proxy = Process.Start("proxy");
                Native.{|ZG0003:posix_spawn|}(out _watcher, "watcher", 0, 0, null, null);
            }

            public void Unpack() => Waits.For(Process.Start("tar"));

            public void Announce()
            {
                var mail = Process.{|ZG0002:Start|}("mail");
                Journal.Note(mail);
            }

            public void Publish()
            {
                Tools.{|ZG0002:Rsync|}("mirror");
                Tools.Rsync("archive").WaitForExit();
            }
        }
        """,
        """
        namespace Deploying;

        public sealed partial class Deployment
        {
            public void Abort()
            {
                _agent.Kill();
                Native.kill(_watcher, 15);
            }

            public void End() => Waits.For(_proxy);
        }
        """,
        """
        using System;
        using System.Diagnostics;

        namespace Deploying;

        internal static class Waits
        {
            public static void For(Process process)
            {
                process.WaitForExit();
                process.Dispose();
            }

            public static int For(int pid) => Native.waitpid(pid, out var status, 0) < 0 ? -1 : status;
        }

        internal static class Journal
        {
            public static void Note(Process process) => Console.WriteLine(process.Id);

            public static void Note(int pid) => Console.WriteLine(pid);
        }
        """,
        """
        using System.Diagnostics;

        namespace Deploying;

        internal static class Tools
        {
            public static Process Rsync(string target) => Process.Start("rsync", target);

            public static int Spawn(string program) => Native.posix_spawn(out var pid, program, 0, 0, null, null) == 0 ? pid : -1;

            public static void Collect(Process process) => Native.{|ZG0102:waitpid|}(process.Id, out _, 0);
        }
        """,
        """
        using System.Runtime.InteropServices;

        namespace Deploying;

        internal static class Native
        {
            [DllImport("libc")]
            public static extern int posix_spawn(out int pid, string path, nint actions, nint attributes, string[] argv, string[] envp);

            [DllImport("libc")]
            public static extern int fork();

            [DllImport("libc", SetLastError = true)]
            public static extern int waitpid(int pid, out int status, int options);

            [DllImport("libc")]
            public static extern int kill(int pid, int signal);

            [DllImport("libc")]
            public static extern nint signal(int signal, nint handler);
        }
        """,
        """
        namespace Deploying;

        internal static class Zygote
        {
            public static void Run(string program)
            {
                Native.{|ZG0103:signal|}(17, 1);
                Journal.Note(Tools.{|ZG0001:Spawn|}(program));
                Waits.For(Tools.Spawn(program));
                Journal.Note(Legacy.{|ZG0001:Launch|}(program));
                var pid = Native.{|ZG0201:fork|}();
                if (pid > 0)
                {
                    Waits.For(pid);
                }
            }
        }
        """,
        """
        namespace Deploying
        {
            internal static class Legacy
            {
                public static int Launch(string program) => program.Length;

                [{|ZG0901:ZombieGuard.Annotations.SpawnsChild|}]
                public static void Forget(string program) => System.Console.WriteLine(program);
            }
        }

        namespace ZombieGuard.Annotations
        {
            [System.AttributeUsage(System.AttributeTargets.All)]
            internal sealed class SpawnsChildAttribute : System.Attribute
            {
            }
        }
        """,
    ];

    /// <summary>A reaper in one file discharges the raw children of another, and steals those of <c>Process</c>.</summary>
    public static ImmutableArray<string> Reaped { get; } =
    [
        """
        namespace Serving;

        internal static class Pool
        {
            public static void Add(string program)
            {
                Imports.posix_spawn(out var pid, program, 0, 0, null, null);
                System.Console.WriteLine(pid);
            }
        }
        """,
        """
        using System.Runtime.InteropServices;

        namespace Serving;

        internal static partial class Reaper
        {
            private static PosixSignalRegistration s_registration;

            public static void Install() => s_registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, OnChild);
        }
        """,
        """
        using System.Runtime.InteropServices;

        namespace Serving;

        internal static partial class Reaper
        {
            private static void OnChild(PosixSignalContext context) => Imports.{|ZG0101,ZG0104:waitpid|}(-1, out _, 1);

            public static void Adopt() => Imports.prctl(36, 1, 0, 0, 0);
        }
        """,
        """
        using System.Runtime.InteropServices;

        namespace Serving;

        internal static class Imports
        {
            [DllImport("libc")]
            public static extern int posix_spawn(out int pid, string path, nint actions, nint attributes, string[] argv, string[] envp);

            [DllImport("libc")]
            public static extern int waitpid(int pid, out int status, int options);

            [DllImport("libc")]
            public static extern int prctl(int option, ulong arg2, ulong arg3, ulong arg4, ulong arg5);
        }
        """,
        """
        namespace Serving;

        internal static class Tool
        {
            public static void Run() => System.Diagnostics.Process.Start("tool").WaitForExit();
        }
        """,
    ];

    /// <summary>The parent of orphans, whose only wait, in another file, is for one pid.</summary>
    public static ImmutableArray<string> Adopting { get; } =
    [
        """
        namespace Adopting;

        internal static class Subreaper
        {
            public static void Become() => Sys.{|ZG0105:prctl|}(36, 1, 0, 0, 0);
        }
        """,
        """
        namespace Adopting;

        internal static class Shell
        {
            public static int Run() => Sys.posix_spawn(out var pid, "/bin/sh", 0, 0, null, null) == 0 ? Sys.waitpid(pid, out _, 0) : -1;
        }
        """,
        """
        using System.Runtime.InteropServices;

        namespace Adopting;

        internal static class Sys
        {
            [DllImport("libc")]
            public static extern int posix_spawn(out int pid, string path, nint actions, nint attributes, string[] argv, string[] envp);

            [DllImport("libc")]
            public static extern int waitpid(int pid, out int status, int options);

            [DllImport("libc")]
            public static extern int prctl(int option, ulong arg2, ulong arg3, ulong arg4, ulong arg5);
        }
        """,
    ];

    /// <summary>The IDs that the programs are marked with.</summary>
    public static IEnumerable<string> Ids =>
        Deployment.Concat(Reaped).Concat(Adopting).Concat(Building).Append(Catalogue).SelectMany(text => Mark().Matches(text)).SelectMany(mark => mark.Groups[1].Value.Split(',')).Distinct();

    public static string Unmarked(string text) => Mark().Replace(text, "$2");

    [GeneratedRegex(@"\{\|([A-Z0-9,]+):(.*?)\|\}")]
    private static partial Regex Mark();
}
