using System;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>What is not compared of an expected diagnostic.</summary>
[Flags]
public enum DiagnosticOptions
{
    None = 0,
    IgnoreAdditionalLocations = 0x1,
    IgnoreSeverity = 0x2,
}
