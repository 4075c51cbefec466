using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace ZombieGuard.House.Tests;

/// <summary>Files stay small enough to be read, and are named for what they hold.</summary>
public sealed class FileShapeTests
{
    [Theory]
    [InlineData("analyzers/ZombieGuard.Analyzers/Rules", "ZG*.cs", 200)]
    [InlineData("codefixes", "*Fix.cs", 150)]
    [InlineData("analyzers", "*.cs", 300)]
    [InlineData("codefixes", "*.cs", 300)]
    [InlineData("runtime", "*.cs", 300)]
    [InlineData("samples", "*.cs", 300)]
    [InlineData("benchmarks", "*.cs", 300)]
    [InlineData("tests", "*.cs", 500)]
    public void NotTooLong(string folder, string pattern, int lines) =>
        Breaches.AreNone(
            from file in Repository.Files(folder, pattern)
            let length = File.ReadLines(Repository.FullPath(file)).Count()
            where length > lines
            select $"{file} has {length} lines, {lines} are allowed");

    [Fact]
    public void NothingIsNamedForNothing() =>
        Breaches.AreNone(
            from file in Repository.Files()
            from segment in file.Split('/')
            where Regex.IsMatch(Path.GetFileNameWithoutExtension(segment), "(Utils?|Utilities|Helpers?|Common|Misc)$")
            select file);

    [Fact]
    public void OneInitialize() =>
        Assert.Single(
            from file in Repository.Files("analyzers", "*.cs")
            from method in CSharpSyntaxTree.ParseText(Repository.Read(file)).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            where method.Identifier.ValueText == "Initialize"
            select file);
}
