using Xunit;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Tests.Catalogue;

public class OpenerNamesTests
{
    private static readonly KnownSymbols Known = KnownSymbols.Create(PinnedReferences.Compile(""))!;

    [Theory]
    [InlineData("xdg-open", "https://example.org")]
    [InlineData("/usr/bin/xdg-open", null)]
    [InlineData("open", "-a Safari")]
    [InlineData("explorer.exe", "/select,C:\\x")]
    [InlineData("EXPLORER", null)]
    [InlineData("C:\\Windows\\explorer.exe", null)]
    [InlineData("\"C:\\Windows\\explorer.exe\"", null)]
    [InlineData("cmd", "/c start https://example.org")]
    [InlineData("cmd.exe", "/C  START x")]
    [InlineData("cmd", "/c \"start x\"")]
    [InlineData("gio", "open file.txt")]
    [InlineData("rundll32", "url.dll,FileProtocolHandler x")]
    [InlineData("http://example.org", null)]
    [InlineData("HTTPS://example.org", null)]
    [InlineData("mailto:me@example.org", null)]
    [InlineData("file:///etc/motd", null)]
    [InlineData("steam://run/1", null)]
    public void An_opener_is_recognised(string fileName, string? arguments) => Assert.True(Known.IsOpener(fileName, arguments));

    [Theory]
    [InlineData("", null)]
    [InlineData("bash", "-c 'xdg-open x'")]
    [InlineData("cmd", null)]
    [InlineData("cmd", "/c build.cmd")]
    [InlineData("cmd", "/c starter.exe")]
    [InlineData("gio", "copy a b")]
    [InlineData("opener", null)]
    [InlineData("/opt/xdg-open/tool", null)]
    [InlineData("C:\\tools\\build.exe", null)]
    [InlineData("://", null)]
    public void Another_program_is_none(string fileName, string? arguments) => Assert.False(Known.IsOpener(fileName, arguments));
}
