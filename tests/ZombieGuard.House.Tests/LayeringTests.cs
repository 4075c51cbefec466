using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace ZombieGuard.House.Tests;

/// <summary>One assembly, several rooms: what a room may not know is held here, and not by a DLL each.</summary>
public sealed class LayeringTests
{
    private const string Analyzers = "analyzers/ZombieGuard.Analyzers/";

    /// <summary>The room, and the names that none of its files may say.</summary>
    public static TheoryData<string, string> Rooms => new()
    {
        { Analyzers + "Catalogue", "Flow FlowAnalysis Operations ControlFlowGraph IOperation Symbols Calls Obligations Reporting Rules Configuration" },
        { Analyzers + "Configuration", "Flow FlowAnalysis Operations ControlFlowGraph IOperation Catalogue Symbols Calls Obligations Reporting Rules" },
        { Analyzers + "Symbols", "Flow FlowAnalysis ControlFlowGraph Calls Obligations Reporting Rules Configuration" },
        { Analyzers + "Flow", "Catalogue Symbols Calls Obligations Reporting Rules Process Configuration" },
        { Analyzers + "Calls", "Flow FlowAnalysis ControlFlowGraph Obligations Reporting Rules DiagnosticDescriptor DiagnosticSeverity" },
        { Analyzers + "Obligations", "Reporting Rules DiagnosticDescriptor DiagnosticSeverity" },
        { Analyzers + "Reporting", "Flow FlowAnalysis ControlFlowGraph Rules" },
        { Analyzers + "Rules", "FlowAnalysis ControlFlowGraph OperationWalker" },
        { "codefixes", "Flow FlowAnalysis ControlFlowGraph Catalogue Symbols Rules" },
    };

    [Theory]
    [MemberData(nameof(Rooms))]
    public void RoomDoesNotKnow(string room, string names)
    {
        var forbidden = names.Split(' ');
        Breaches.AreNone(
            from file in Repository.Files(room, "*.cs")
            from word in SourceTokens.Of(file).Intersect(forbidden)
            select $"{file} knows {word}");
    }

    [Theory]
    [InlineData("Catalogue")]
    [InlineData("Symbols")]
    [InlineData("Flow")]
    [InlineData("Configuration")]
    [InlineData("Calls")]
    [InlineData("Obligations")]
    public void RoomKnowsNoRuleId(string room) =>
        Breaches.AreNone(
            from file in Repository.Files(Analyzers + room, "*.cs")
            from word in SourceTokens.Of(file)
            where Regex.IsMatch(word, @"ZG\d{4}")
            select $"{file} says {word}");

    [Fact]
    public void OneDoorToOtherTrees() =>
        Assert.Equal(
            [Analyzers + "Calls/OtherTrees.cs"],
            Repository.Files(Analyzers, "*.cs").Where(file => SourceTokens.Of(file).Contains("GetSemanticModel")));

    [Fact]
    public void OptionsAreReadInOnePlace() =>
        Breaches.AreNone(
            from file in Repository.Files("analyzers", "*.cs").Concat(Repository.Files("codefixes", "*.cs"))
            where file != Analyzers + "Configuration/ZombieGuardOptions.cs"
            from word in SourceTokens.Of(file)
            where word.StartsWith("zombieguard.", StringComparison.Ordinal)
            select $"{file} says {word}");

    [Fact]
    public void FixesDoNotAnalyseAgain()
    {
        var types = Repository.Files(Analyzers + "Obligations", "*.cs").SelectMany(Types).ToHashSet();

        // The cause is data that a finding carries; a fix may ask for it by name.
        types.Remove("Cause");
        Breaches.AreNone(
            from file in Repository.Files("codefixes", "*.cs")
            where Repository.Read(file).Contains("Analyzers.Obligations", StringComparison.Ordinal)
            from word in SourceTokens.Of(file).Intersect(types)
            select $"{file} uses {word}");
    }

    private static IEnumerable<string> Types(string file) =>
        CSharpSyntaxTree.ParseText(Repository.Read(file)).GetRoot().DescendantNodes()
            .OfType<BaseTypeDeclarationSyntax>()
            .Select(type => type.Identifier.ValueText);
}
