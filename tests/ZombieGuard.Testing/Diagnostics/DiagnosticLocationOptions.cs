using System;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>How an expected location is read and compared.</summary>
[Flags]
public enum DiagnosticLocationOptions
{
    None = 0,

    /// <summary>Only the start is compared.</summary>
    IgnoreLength = 0x1,

    /// <summary>The number is that of a <c>{|#n:…|}</c>.</summary>
    InterpretAsMarkupKey = 0x2,
}
