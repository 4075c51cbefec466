using System.ComponentModel;

// netstandard2.0 has no such type, and the compiler asks for it by name wherever a record or an init accessor is written.
namespace System.Runtime.CompilerServices;

/// <summary>Marks init accessors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
internal static class IsExternalInit;
