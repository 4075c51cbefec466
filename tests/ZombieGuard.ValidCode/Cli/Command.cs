using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Cli;

/// <summary>A command that is described step by step and run when it is awaited.</summary>
public sealed class Command
{
    private readonly ProcessStartInfo _start;
    private Stream? _output;
    private bool _allowFailure;

    private Command(string file) => _start = new ProcessStartInfo(file);

    public static Command Of(string file) => new(file);

    public Command With(params IEnumerable<string> arguments)
    {
        foreach (var argument in arguments)
        {
            _start.ArgumentList.Add(argument);
        }

        return this;
    }

    public Command In(string folder)
    {
        _start.WorkingDirectory = folder;
        return this;
    }

    public Command To(Stream output)
    {
        _output = output;
        _start.RedirectStandardOutput = true;
        return this;
    }

    public Command AllowFailure()
    {
        _allowFailure = true;
        return this;
    }

    public TaskAwaiter<int> GetAwaiter() => RunAsync().GetAwaiter();

    public async Task<int> RunAsync()
    {
        using var process = Start();
        if (_output is not null)
        {
            await process.StandardOutput.BaseStream.CopyToAsync(_output);
        }

        await process.WaitForExitAsync();
        return process.ExitCode == 0 || _allowFailure
            ? process.ExitCode
            : throw new InvalidOperationException($"{_start.FileName} ended with {process.ExitCode}");
    }

    public int Run()
    {
        using var process = Start();
        if (_output is not null)
        {
            process.StandardOutput.BaseStream.CopyTo(_output);
        }

        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>For callers that want to do more than to wait.</summary>
    public Process Start() => Process.Start(_start) ?? throw new InvalidOperationException($"{_start.FileName} was not started.");

    public static async Task<int> MakeAsync(string target, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return await Of("make").With("-j", Environment.ProcessorCount.ToString(), target).AllowFailure();
    }

    public static void Clean() => Of("make").With("clean").Start().WaitForExit();
}
