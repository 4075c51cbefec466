using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>A program's files, each bound once: a fix that follows a name from file to file asks the same ones again and again.</summary>
internal sealed class ProgramText
{
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];

    /// <param name="model">Of the file where the fix begins.</param>
    public ProgramText(SemanticModel model)
    {
        Compilation = model.Compilation;
        _models.Add(model.SyntaxTree, model);
    }

    public Compilation Compilation { get; }

    public SemanticModel ModelOf(SyntaxNode node)
    {
        if (!_models.TryGetValue(node.SyntaxTree, out var model))
        {
            model = Compilation.GetSemanticModel(node.SyntaxTree);
            _models.Add(node.SyntaxTree, model);
        }

        return model;
    }

    /// <summary>What a name or a call means; where it fits nothing, the first thing that it might mean.</summary>
    public ISymbol? SymbolOf(SyntaxNode node)
    {
        var info = ModelOf(node).GetSymbolInfo(node);
        return info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
    }

    /// <summary>The number that an expression is at compile time, members of an enum included.</summary>
    public long? NumberOf(SyntaxNode expression) => ModelOf(expression).GetConstantValue(expression).Value switch
    {
        int number => number,
        uint number => number,
        long number => number,
        short number => number,
        byte number => number,
        _ => null,
    };
}
