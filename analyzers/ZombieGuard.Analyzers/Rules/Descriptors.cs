using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>Makes the descriptors, so that category and help link are the same everywhere.</summary>
internal static class Descriptors
{
    private const string Category = "Reliability";

    /// <summary>Where the rules' pages are: the property of that name in the build.</summary>
    private static readonly string RepositoryUrl =
        typeof(Descriptors).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == nameof(RepositoryUrl)).Value;

    public static DiagnosticDescriptor Create(string id, string title, string messageFormat, string description, DiagnosticSeverity severity = DiagnosticSeverity.Warning) =>
        new(id, title, messageFormat, Category, severity, isEnabledByDefault: true, description, $"{RepositoryUrl}/blob/main/docs/rules/{id}.md");

    /// <summary>The same rule and sentence at Info.</summary>
    public static DiagnosticDescriptor AsInfo(DiagnosticDescriptor of) =>
        new(of.Id, of.Title, of.MessageFormat, of.Category, DiagnosticSeverity.Info, isEnabledByDefault: true, of.Description, of.HelpLinkUri);
}
