using System;

namespace ZombieGuard.Annotations;

/// <summary>
/// Tells the analyzer that a method starts a child process and leaves the wait to its caller. On a method or its return value
/// the child is what is returned; on a parameter, what comes out of it.
/// </summary>
/// <remarks>Matched by its full name, so a copy of this file does as well as the package.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.ReturnValue | AttributeTargets.Parameter)]
public sealed class SpawnsChildAttribute : Attribute;
