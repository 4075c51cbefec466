using System;

namespace ZombieGuard.Annotations;

/// <summary>
/// Tells the analyzer that by calling a method the program declares that nobody will wait for this
/// <see cref="System.Diagnostics.Process"/>, on purpose. On a parameter it names the child; on a method, its first parameter that
/// can be a child, or the instance where it has none.
/// </summary>
/// <remarks>
/// The runtime reaps a <see cref="System.Diagnostics.Process"/> by itself; a raw child stays a zombie whatever is declared, so
/// this never settles one. Matched by its full name, so a copy of this file does as well as the package.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter)]
public sealed class DetachesChildAttribute : Attribute
{
}
