using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace ZombieGuard.Starting;

/// <summary>
/// Strings as the kernel takes them: an array of pointers to UTF-8, each with a NUL, and a null at its end. A string that has a value is
/// written as <c>name=value</c>.
/// </summary>
internal readonly unsafe struct NativeStrings : IDisposable
{
    internal NativeStrings(List<(string Text, string? Value)> strings)
    {
        var pointers = (strings.Count + 1) * sizeof(byte*);
        var size = pointers;
        foreach (var (text, value) in strings)
        {
            size = checked(size + Length(text) + (value is null ? 0 : Length(value)));
        }

        Pointers = (byte**)NativeMemory.Alloc((nuint)size);
        var next = (byte*)Pointers + pointers;
        var end = (byte*)Pointers + size;
        for (var i = 0; i < strings.Count; i++)
        {
            Pointers[i] = next;
            next = Write(next, end, strings[i].Text);
            if (strings[i].Value is { } value)
            {
                next[-1] = (byte)'=';
                next = Write(next, end, value);
            }
        }

        Pointers[strings.Count] = null;
    }

    internal byte** Pointers { get; }

    public void Dispose() => NativeMemory.Free(Pointers);

    /// <summary>With its NUL, or the sign in its place.</summary>
    private static int Length(string text) => Encoding.UTF8.GetByteCount(text) + 1;

    private static byte* Write(byte* next, byte* end, string text)
    {
        next += Encoding.UTF8.GetBytes(text, new Span<byte>(next, (int)(end - next)));
        *next = 0;
        return next + 1;
    }
}
