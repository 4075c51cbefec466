using System;
using System.Diagnostics;

namespace ZombieGuard.ValidCode.Language;

/// <summary>A type in two files: the child is started in this one.</summary>
public sealed partial class BackupJob
{
    private Process? _pgDump;

    public void Start(string database)
    {
        Stop();
        _pgDump = new Process { StartInfo = { FileName = "pg_dump", ArgumentList = { database } } };
        OnStarting(_pgDump.StartInfo);
        _pgDump.Start();
    }

    partial void OnStarting(ProcessStartInfo start);

    private sealed class Waiter(BackupJob job)
    {
        public TimeSpan Wait()
        {
            var clock = Stopwatch.StartNew();
            job._pgDump?.WaitForExit();
            return clock.Elapsed;
        }
    }
}
