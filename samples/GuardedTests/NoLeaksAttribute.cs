using System;
using System.Reflection;
using Xunit.Sdk;
using ZombieGuard;

namespace GuardedTests;

/// <summary>Fails a test that leaves zombies or living children. On a class it is for each of its tests.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NoLeaksAttribute : BeforeAfterTestAttribute
{
    private ZombieLeakGuard? _guard;

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest) => _guard = new ZombieLeakGuard();

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest) => _guard?.Dispose();
}
