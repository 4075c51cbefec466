using System.Collections.Generic;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A project's files; a nameless one is called <c>/0/TestN.cs</c> by its place in the list.</summary>
public sealed class SourceList : List<(string Filename, string Content)>
{
    public void Add(string content) => Add(($"/0/Test{Count}.cs", content));
}
