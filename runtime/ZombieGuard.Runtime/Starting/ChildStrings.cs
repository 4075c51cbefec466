using System;
using System.Collections;
using System.Collections.Generic;

namespace ZombieGuard.Starting;

/// <summary>A child's arguments and environment, refused where the kernel would see them cut short or torn apart.</summary>
internal static class ChildStrings
{
    internal static NativeStrings Arguments(ChildStartInfo info)
    {
        var arguments = new List<(string, string?)>(info.Arguments.Count + 1) { (WithoutNul(info.FileName, nameof(info.FileName)), null) };
        foreach (var argument in info.Arguments)
        {
            arguments.Add((WithoutNul(argument, nameof(info.Arguments)), null));
        }

        return new NativeStrings(arguments);
    }

    internal static NativeStrings Environment(ChildStartInfo info)
    {
        var variables = new List<(string, string?)>();
        if (!info.ClearEnvironment)
        {
            foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            {
                var name = (string)variable.Key;
                if (info.Environment.Count == 0 || !info.Environment.ContainsKey(name))
                {
                    variables.Add((name, (string?)variable.Value));
                }
            }
        }

        foreach (var (name, value) in info.Environment)
        {
            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal))
            {
                throw new ArgumentException($"'{name}' is no name of an environment variable.", nameof(info.Environment));
            }

            WithoutNul(name, nameof(info.Environment));
            if (value is not null)
            {
                variables.Add((name, WithoutNul(value, nameof(info.Environment))));
            }
        }

        return new NativeStrings(variables);
    }

    internal static string WithoutNul(string? text, string member) =>
        text is null ? throw new ArgumentException("A null is no string for a child.", member)
        : text.Contains('\0', StringComparison.Ordinal) ? throw new ArgumentException("The kernel would cut the string at its NUL.", member)
        : text;
}
