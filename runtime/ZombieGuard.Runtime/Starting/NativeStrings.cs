using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace ZombieGuard.Starting;

/// <summary>Strings as the kernel takes them: an array of pointers to UTF-8, each with a NUL, and a null at its end.</summary>
internal readonly unsafe struct NativeStrings : IDisposable
{
    internal NativeStrings(List<string> strings)
    {
        var pointers = (strings.Count + 1) * sizeof(byte*);
        var size = pointers;
        foreach (var text in strings)
        {
            size = checked(size + Encoding.UTF8.GetByteCount(text) + 1);
        }

        Pointers = (byte**)NativeMemory.Alloc((nuint)size);
        var rest = new Span<byte>((byte*)Pointers + pointers, size - pointers);
        for (var i = 0; i < strings.Count; i++)
        {
            Pointers[i] = (byte*)Pointers + size - rest.Length;
            var length = Encoding.UTF8.GetBytes(strings[i], rest);
            rest[length] = 0;
            rest = rest[(length + 1)..];
        }

        Pointers[strings.Count] = null;
    }

    internal byte** Pointers { get; }

    public void Dispose() => NativeMemory.Free(Pointers);
}
