using System;
using System.IO;

namespace ZombieGuard.House.Tests.Outside;

/// <summary>A folder outside of the repository, so that none of its props, versions and settings apply.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("zombieguard-").FullName;

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public void Write(string relative, string text) => File.WriteAllText(this[relative], text);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
