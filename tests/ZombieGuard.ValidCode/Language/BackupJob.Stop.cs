using System;
using System.Diagnostics;

namespace ZombieGuard.ValidCode.Language;

/// <content>And waited for in this one.</content>
public sealed partial class BackupJob
{
    public void Stop()
    {
        if (_pgDump is null)
        {
            return;
        }

        Console.WriteLine($"waited {new Waiter(this).Wait()}");
        _pgDump.Dispose();
        _pgDump = null;
    }

    partial void OnStarting(ProcessStartInfo start) => start.WorkingDirectory = "/var/backups";
}
