using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Runtime.Tests;

/// <summary>What the library promises, line by line: a change shows in a diff. <c>ZG_UPDATE=1</c> writes the file anew.</summary>
public sealed class PublicApiTests
{
    private static readonly string Snapshot = Path.Combine(Child.Repository, "tests/ZombieGuard.Runtime.Tests/PublicApi.txt");

    [Fact]
    public async Task IsTheOneThatIsWrittenDown()
    {
        var lines = Lines();
        if (Environment.GetEnvironmentVariable("ZG_UPDATE") == "1")
        {
            await File.WriteAllLinesAsync(Snapshot, lines);
        }

        Assert.Equal(await File.ReadAllLinesAsync(Snapshot), lines);
    }

    private static List<string> Lines()
    {
        var lines = new List<string>();
        foreach (var type in typeof(ChildProcess).Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            lines.Add($"{Kind(type)} {type.FullName}{Bases(type)}");
            lines.AddRange(Members(type).Order(StringComparer.Ordinal).Select(member => "    " + member));
        }

        return lines;
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsValueType ? "struct"
        : type.IsAbstract && type.IsSealed ? "static class"
        : type.IsSealed ? "sealed class"
        : "class";

    private static string Bases(Type type)
    {
        var bases = type.GetInterfaces().Select(Name).Order(StringComparer.Ordinal);
        var all = type.BaseType is { } super && super != typeof(object) && !type.IsValueType ? bases.Prepend(Name(super)) : bases;
        return type.IsEnum || !all.Any() ? "" : " : " + string.Join(", ", all);
    }

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var field in type.GetFields(All).Where(field => !field.IsSpecialName))
        {
            yield return type.IsEnum ? $"{field.Name} = {field.GetRawConstantValue()}" : $"{Name(field.FieldType)} {field.Name}";
        }

        foreach (var constructor in type.GetConstructors())
        {
            yield return $"new({Parameters(constructor)})";
        }

        foreach (var property in type.GetProperties(All))
        {
            var accessors = property.GetAccessors()
                .Select(accessor => accessor.ReturnType != typeof(void) ? "get;"
                    : accessor.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? "init;"
                    : "set;");
            yield return $"{Static(property.GetAccessors()[0])}{Name(property.PropertyType)} {property.Name} {{ {string.Join(' ', accessors)} }}";
        }

        foreach (var method in type.GetMethods(All).Where(method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)))
        {
            yield return $"{Static(method)}{Name(method.ReturnType)} {method.Name}({Parameters(method)})";
        }
    }

    private static string Static(MethodBase method) => method.IsStatic ? "static " : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsOut ? "out " : "")}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "")}"));

    private static string Name(Type type) =>
        Nullable.GetUnderlyingType(type) is { } value ? Name(value) + "?"
        : type.IsByRef ? Name(type.GetElementType()!)
        : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
