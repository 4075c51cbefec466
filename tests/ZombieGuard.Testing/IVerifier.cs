using System.Diagnostics.CodeAnalysis;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Tells a test framework that a test has failed.</summary>
public interface IVerifier
{
    /// <summary>Throws.</summary>
    [DoesNotReturn]
    void Fail(string message);
}
