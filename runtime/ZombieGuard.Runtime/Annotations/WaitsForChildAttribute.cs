using System;

namespace ZombieGuard.Annotations;

/// <summary>
/// Tells the analyzer that a method does not return before a child process has ended, or that the task that it returns does not
/// complete before. On a parameter it names the child; on a method or a property, the instance that it is called on; on a static
/// method, its first parameter that can be a child.
/// </summary>
/// <remarks>
/// A method that returns <see cref="bool"/> and takes a <see cref="TimeSpan"/>, or a number whose name speaks of a timeout or of
/// milliseconds, is a timed wait: true means that the child has ended. Matched by its full name, so a copy of this file does as
/// well as the package.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class WaitsForChildAttribute : Attribute
{
}
