using System;

namespace ZombieGuard.Annotations;

/// <summary>
/// Tells the analyzer that a method does not return before a child process has ended. On a parameter it names the child; on a
/// method, the instance that it is called on, or its first parameter where it is static.
/// </summary>
/// <remarks>Matched by its full name, so a copy of this file does as well as the package.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter)]
public sealed class WaitsForChildAttribute : Attribute;
