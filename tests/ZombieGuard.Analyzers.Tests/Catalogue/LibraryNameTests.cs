using Xunit;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Tests.Catalogue;

public class LibraryNameTests
{
    [Theory]
    [InlineData("libc", "c")]
    [InlineData("c", "c")]
    [InlineData("libc.so", "c")]
    [InlineData("libc.so.6", "c")]
    [InlineData("libc.dylib", "c")]
    [InlineData("/lib/x86_64-linux-gnu/libc.so.6", "c")]
    [InlineData("/usr/lib/libSystem.dylib", "c")]
    [InlineData("libSystem.B.dylib", "c")]
    [InlineData("libSystem", "c")]
    [InlineData("libc.musl-x86_64.so.1", "c")]
    [InlineData("libutil.so.1", "util")]
    [InlineData("util", "util")]
    [InlineData("libpthread.so.0", "pthread")]
    [InlineData("git2", "git2")]
    [InlineData("libgit2-ac0e7f1.so", "git2-ac0e7f1")]
    [InlineData("libSystem.Native", "System.Native")]
    [InlineData("kernel32.dll", "kernel32")]
    [InlineData("KERNEL32.DLL", "KERNEL32")]
    [InlineData("C:\\tools\\libfoo.dll", "foo")]
    [InlineData("libc.so.6x", "c.so.6x")]
    [InlineData("lib", "lib")]
    [InlineData(".so", ".so")]
    [InlineData("", "")]
    [InlineData("/", "")]
    public void A_library_is_known_by_its_bare_name(string library, string bare) => Assert.Equal(bare, LibraryName.Normalise(library));
}
