using Xunit;

namespace ZombieGuard.House.Tests.Outside;

/// <summary>Tests that start the dotnet command: one after the other, for each keeps the machine busy by itself.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DotnetCollection : ICollectionFixture<PackedPackage>
{
    public const string Name = "dotnet";
}
