using System;
using System.Diagnostics.CodeAnalysis;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Fails by an exception, which every test framework understands.</summary>
public sealed class DefaultVerifier : IVerifier
{
    [DoesNotReturn]
    public void Fail(string message) => throw new InvalidOperationException(message);
}
