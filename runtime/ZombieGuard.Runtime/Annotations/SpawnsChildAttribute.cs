using System;

namespace ZombieGuard.Annotations;

/// <summary>
/// Tells the analyzer that a method starts a child process and leaves the wait to its caller. On a return value the child is what
/// is returned; on a parameter, what comes out of it by <c>out</c>, <c>ref</c> or a pointer, or the object that is started. On a
/// method it is the one of these that can be a child; where nothing else can, the instance that the method is called on.
/// </summary>
/// <remarks>
/// There is no child where the method returns null, false or a negative pid, or where the child comes out of a parameter and the
/// number returned is not 0. Matched by its full name, so a copy of this file and of <see cref="ChildKind"/> does as well as the package.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.ReturnValue | AttributeTargets.Parameter)]
public sealed class SpawnsChildAttribute : Attribute
{
    /// <summary>Gets or sets who waits for the child if the program does not.</summary>
    public ChildKind Kind { get; set; }
}
