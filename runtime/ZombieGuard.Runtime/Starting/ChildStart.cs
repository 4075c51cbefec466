using System;
using System.IO;
using System.Runtime.Versioning;
using ZombieGuard.Native;
using ZombieGuard.Reaping;

namespace ZombieGuard.Starting;

/// <summary>Starts a child by posix_spawn: no code of ours runs in the child, which a runtime with threads would not survive.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class ChildStart
{
    /// <summary>
    /// Returns the child's pid, and what stays here of its pipes and its terminal. From just before the spawn on it is a start
    /// (<see cref="AdoptedChildren.BeginStart"/>), which the caller ends: opening the files can take as long as a named pipe has no writer.
    /// </summary>
    internal static int Run(ChildStartInfo info, AdoptedChildren adopted, out ChildEnds? ends)
    {
        using var arguments = ChildStrings.Arguments(info);
        using var environment = ChildStrings.Environment(info);
        var program = ProgramPath.Find(info.FileName) ?? throw StartFailure.Of(Errno.ENOENT, info, null);
        using var descriptors = new ChildDescriptors(info.DaemonProgram ?? info.FileName);
        descriptors.Open(0, info.StandardInput);
        descriptors.Open(1, info.StandardOutput);
        descriptors.Open(2, info.StandardError);
        if (info.DaemonProgram is not null)
        {
            descriptors.Open(ChildDescriptors.Control, ChildStdio.Pipe);
        }

        var terminal = info.UseTerminal ? TerminalStream.Open(info) : null;
        var isStarted = false;
        try
        {
            adopted.BeginStart();
            var pid = Run(info, program, descriptors, terminal, arguments, environment);
            isStarted = true;
            ends = descriptors.HasPipes || terminal is not null
                ? new ChildEnds(descriptors.TakeStream(0), descriptors.TakeStream(1), descriptors.TakeStream(2), terminal, descriptors.TakeStream(ChildDescriptors.Control))
                : null;
            return pid;
        }
        finally
        {
            if (!isStarted)
            {
                terminal?.Dispose();
            }
        }
    }

    private static int Run(
        ChildStartInfo info,
        string program,
        ChildDescriptors descriptors,
        TerminalStream? terminal,
        NativeStrings arguments,
        NativeStrings environment)
    {
        posix_spawn_file_actions_t actions;
        var needsActions = info.WorkingDirectory is not null || terminal is not null || !descriptors.IsEmpty;
        if (needsActions)
        {
            Spawn.posix_spawn_file_actions_init(&actions);
        }

        try
        {
            var error = needsActions ? AddActions(&actions, info, descriptors, terminal) : 0;
            var pid = 0;
            if (error == 0)
            {
                error = Spawn.posix_spawn(
                    &pid, program, needsActions ? &actions : null, Attributes(info), arguments.Pointers, environment.Pointers);
            }

            return error == 0 ? pid : throw StartFailure.Of(error, info, program);
        }
        finally
        {
            if (needsActions)
            {
                Spawn.posix_spawn_file_actions_destroy(&actions);
            }
        }
    }

    /// <summary>Returns 0, or the error: a child without one of its actions would write to where it must not.</summary>
    private static int AddActions(
        posix_spawn_file_actions_t* actions, ChildStartInfo info, ChildDescriptors descriptors, TerminalStream? terminal)
    {
        var error = 0;
        if (terminal is not null)
        {
            // Opened by the leader of a session that has no terminal yet, it becomes that session's controlling one.
            error = Spawn.posix_spawn_file_actions_addopen(actions, 0, terminal.Slave, Fcntl.O_RDWR, 0);
            error = error == 0 ? Spawn.posix_spawn_file_actions_adddup2(actions, 0, 1) : error;
            error = error == 0 ? Spawn.posix_spawn_file_actions_adddup2(actions, 0, 2) : error;
        }

        error = error == 0 && info.DaemonProgram is not null ? ChildDescriptors.AddClosesTo(actions) : error;
        error = error == 0 ? descriptors.AddTo(actions) : error;
        return error == 0 && info.WorkingDirectory is { } folder ? AddWorkingDirectory(actions, folder) : error;
    }

    private static posix_spawnattr_t* Attributes(ChildStartInfo info) =>
        info.UseTerminal ? SpawnAttributes.OwnTerminal
        : info.OwnSession ? SpawnAttributes.OwnSession
        : info.LeadsGroup ? SpawnAttributes.OwnGroup
        : SpawnAttributes.SameGroup;

    private static int AddWorkingDirectory(posix_spawn_file_actions_t* actions, string folder)
    {
        try
        {
            return Spawn.posix_spawn_file_actions_addchdir_np(actions, ChildStrings.WithoutNul(folder, nameof(ChildStartInfo.WorkingDirectory)));
        }
        catch (EntryPointNotFoundException missing)
        {
            throw new PlatformNotSupportedException("A child's working directory needs glibc 2.29 or musl 1.1.24.", missing);
        }
    }
}

/// <summary>Our ends of a child's pipes and of its terminal.</summary>
internal sealed record ChildEnds(Stream? Input, Stream? Output, Stream? Error, TerminalStream? Terminal, Stream? Control) : IDisposable
{
    public void Dispose()
    {
        Input?.Dispose();
        Output?.Dispose();
        Error?.Dispose();
        Terminal?.Dispose();
        Control?.Dispose();
    }
}
