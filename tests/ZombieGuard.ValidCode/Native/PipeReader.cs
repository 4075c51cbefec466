using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace ZombieGuard.ValidCode.Native;

/// <summary>Reads what a shell command prints by popen; pclose is the wait.</summary>
public static unsafe class PipeReader
{
    public static List<string> Lines(string command)
    {
        var stream = Libc.popen(command, "r");
        if (stream == 0)
        {
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        }

        var lines = new List<string>();
        try
        {
            var buffer = stackalloc byte[4096];
            while (Libc.fgets((nint)buffer, 4096, stream) != 0)
            {
                lines.Add(Marshal.PtrToStringUTF8((nint)buffer)!.TrimEnd('\n'));
            }
        }
        finally
        {
            Libc.pclose(stream);
        }

        return lines;
    }

    public static int Run(string command)
    {
        var stream = Libc.popen(command, "w");
        return stream == 0 ? -1 : Libc.pclose(stream);
    }
}
