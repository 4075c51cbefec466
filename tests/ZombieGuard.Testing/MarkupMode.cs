namespace Microsoft.CodeAnalysis.Testing;

/// <summary>What becomes of <c>[|…|]</c> and <c>{|ID:…|}</c> in a test's sources.</summary>
public enum MarkupMode
{
    /// <summary>Nothing: the text is taken as it is.</summary>
    None,

    /// <summary>It is taken out of the text and expects nothing.</summary>
    Ignore,

    /// <summary>As <see cref="Allow"/>, but what the test's fixes can fix is not expected.</summary>
    IgnoreFixable,

    /// <summary>It is taken out of the text and expects its diagnostics.</summary>
    Allow,
}
