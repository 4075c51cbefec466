using System;

namespace ZombieGuard.Native;

/// <summary>The library's calls are Linux's; elsewhere they end here, before a missing symbol would.</summary>
internal static class LinuxOnly
{
    internal static void Require() => Require(OperatingSystem.IsLinux());

    internal static void Require(bool isLinux)
    {
        if (!isLinux)
        {
            throw new PlatformNotSupportedException("ZombieGuard.Runtime waits for children on Linux only.");
        }
    }
}
