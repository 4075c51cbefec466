using System;

namespace ZombieGuard.Annotations;

/// <summary>
/// Tells the analyzer that a method takes a child process over and will see to the wait. On a parameter it names the child; on
/// a method, its first parameter.
/// </summary>
/// <remarks>Matched by its full name, so a copy of this file does as well as the package.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter)]
public sealed class TakesChildAttribute : Attribute;
