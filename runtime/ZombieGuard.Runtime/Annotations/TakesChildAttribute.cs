using System;

namespace ZombieGuard.Annotations;

/// <summary>
/// Tells the analyzer that a method takes a child process over and will see to the wait. On a parameter it names the child; on a
/// method, its first parameter that can be a child, or the instance where it has none; on a property, what is assigned to it.
/// </summary>
/// <remarks>Matched by its full name, so a copy of this file does as well as the package.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class TakesChildAttribute : Attribute
{
}
