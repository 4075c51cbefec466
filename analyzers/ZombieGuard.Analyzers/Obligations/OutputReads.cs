using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>Where the code of one member reads the output of children, without following paths.</summary>
internal sealed class OutputReads
{
    private readonly IOperation _member;
    private readonly KnownSymbols _known;

    public OutputReads(IOperation member, KnownSymbols known)
    {
        _member = member;
        _known = known;
    }

    /// <summary>Which output of a child a property or method reads: true for the error output; null for none.</summary>
    public bool? ReadBy(ISymbol symbol) =>
        _known.Find(symbol).Select(e => e.Role switch { ChildRole.ReadsOutput => false, ChildRole.ReadsError => true, _ => (bool?)null }).FirstOrDefault(r => r is not null);

    /// <summary>Whether the code reads the output of some child.</summary>
    public bool IsReadAnywhere(bool isError) => ReadsOf(isError).Any();

    /// <summary>Whether the code reads the output of some child behind the wait.</summary>
    public bool IsReadBehind(bool isError, SyntaxNode wait) =>
        ReadsOf(isError).Any(read => read.Syntax.SpanStart > wait.Span.End || (KeptIn(read) is { } reader && IsReadBehind(reader, wait)));

    private IEnumerable<IOperation> ReadsOf(bool isError) => _member.Descendants().Where(o => o switch
    {
        IPropertyReferenceOperation property => ReadBy(property.Property) == isError,
        IInvocationOperation call => ReadBy(call.TargetMethod) == isError,
        _ => false,
    });

    // A variable that a lambda has as well may be read there meanwhile.
    private bool IsReadBehind(ILocalSymbol reader, SyntaxNode wait)
    {
        var uses = _member.Descendants().OfType<ILocalReferenceOperation>().Where(l => SymbolEqualityComparer.Default.Equals(l.Local, reader)).ToList();
        return !uses.Any(IsInFunction)
            && uses.Any(use => use.Syntax.SpanStart > wait.Span.End
                && use.Parent is IInvocationOperation { TargetMethod.Name: var name } call && call.Instance == use
                && (name.StartsWith("Read", System.StringComparison.Ordinal) || name.StartsWith("CopyTo", System.StringComparison.Ordinal)));
    }

    /// <summary>The variable in which what reads the output is put; null for none.</summary>
    private static ILocalSymbol? KeptIn(IOperation read)
    {
        var reader = read;
        while (reader.Parent is IConversionOperation or IPropertyReferenceOperation { Property.Name: "BaseStream" })
        {
            reader = reader.Parent;
        }

        return reader.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } => local.Local,
            _ => null,
        };
    }

    private static bool IsInFunction(IOperation operation)
    {
        for (var at = operation.Parent; at is not null; at = at.Parent)
        {
            if (at is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }
}
