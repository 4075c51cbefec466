using System;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Checks of an analyzer test that can be left out.</summary>
[Flags]
public enum TestBehaviors
{
    None = 0,

    /// <summary>The rule may speak in code marked as generated.</summary>
    SkipGeneratedCodeCheck = 0x1,

    /// <summary>The rule may speak in spite of <c>#pragma warning disable</c>.</summary>
    SkipSuppressionCheck = 0x2,

    /// <summary>The rule may find other things in a build than an editor finds document by document (not in Microsoft's library).</summary>
    SkipLiveCheck = 0x100,
}
