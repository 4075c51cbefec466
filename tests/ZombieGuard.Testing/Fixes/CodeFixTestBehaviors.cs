using System;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Checks of a code-fix test that can be left out.</summary>
[Flags]
public enum CodeFixTestBehaviors
{
    None = 0,
    SkipFixAllInDocumentCheck = 0x1,
    SkipFixAllInProjectCheck = 0x2,
    SkipFixAllInSolutionCheck = 0x4,
    SkipFixAllCheck = SkipFixAllInDocumentCheck | SkipFixAllInProjectCheck | SkipFixAllInSolutionCheck,

    /// <summary>Only the first fixable diagnostic is fixed; the fixed state shows the others unfixed.</summary>
    FixOne = 0x8,
}
