using System.Linq;
using Xunit;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Tests.Catalogue;

public class CatalogueLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   \t")]
    [InlineData("# spawns c!fork")]
    [InlineData("   # unresolved: nobody knows")]
    public void Empty_lines_and_comments_are_nothing(string text)
    {
        var line = CatalogueLine.Parse(text);
        Assert.Null(line.Entry);
        Assert.Null(line.Error);
    }

    [Fact]
    public void A_managed_spawn_is_read_in_full()
    {
        var line = CatalogueLine.Parse("spawns M:Acme.Shell.Run(System.String,System.String)  child=return kind=managed result=null-is-none file=arg0 commandline=arg1");
        Assert.Null(line.Error);
        Assert.Equal(
            new CatalogueEntry(
                ChildRole.Spawns,
                "M:Acme.Shell.Run(System.String,System.String)",
                null,
                null,
                Slot.Return,
                ChildKind.Managed,
                ResultMeaning.NullIsNone,
                File: Slot.Argument(0),
                CommandLine: Slot.Argument(1)),
            line.Entry);
    }

    [Fact]
    public void A_native_wait_is_read_in_full()
    {
        var entry = Entry("discharges c!waitid child=arg1 idtype=arg0 options=arg3 result=zero-is-running timeout=arg4");
        Assert.Equal(("c", "waitid", null), (entry.Library, entry.EntryPoint, entry.MemberId));
        Assert.Equal((Slot.Argument(1), Slot.Argument(0), Slot.Argument(3), Slot.Argument(4)), (entry.Child, entry.IdType, entry.Options, entry.Timeout));
    }

    [Fact]
    public void Tests_take_decimal_and_hexadecimal_numbers()
    {
        var when = Entry("kills c!syscall child=arg1 signal=arg2 when=arg0:62|0x1A8|-1").Test!;
        Assert.Equal(0, when.Argument);
        Assert.Equal([62, 424, -1], when.Values.ToArray());
        var bits = Entry("forks c!clone unless-bits=arg2:0x10000").Test!;
        Assert.Equal((2, 0x10000L, true), (bits.Argument, bits.Mask, bits.Values.IsEmpty));
    }

    [Fact]
    public void A_hash_inside_a_word_opens_no_comment()
    {
        var entry = Entry("file-name M:System.Diagnostics.ProcessStartInfo.#ctor(System.String) file=arg0 # the constructor");
        Assert.Equal("M:System.Diagnostics.ProcessStartInfo.#ctor(System.String)", entry.MemberId);
        Assert.Null(entry.Unresolved);
    }

    [Fact]
    public void The_reason_of_an_unresolved_line_is_kept() =>
        Assert.Equal("glibc 2.39", Entry("aliases c!pidfd_getpid child=arg0 # unresolved: glibc 2.39").Unresolved);

    [Fact]
    public void An_opener_may_tell_how_its_arguments_begin()
    {
        Assert.Equal(("cmd", "/c start"), (Entry("opens \"cmd\" \"/c start\"").EntryPoint, Entry("opens \"cmd\" \"/c start\"").ArgumentPrefix));
        Assert.Null(Entry("opens \"xdg-open\" # everywhere").ArgumentPrefix);
        Assert.Equal("my # tool", Entry("opens \"my # tool\"").EntryPoint);
    }

    [Fact]
    public void Signals_have_slots_of_their_own()
    {
        var set = Entry("sets-sigchld c!sigaction action=arg1 when=arg0:17");
        Assert.Equal((ChildRole.SetsSigchld, Slot.Argument(1), 17L), (set.Role, set.Action, set.Test!.Values[0]));
        Assert.Equal(Slot.Argument(1), Entry("handles-sigchld M:Acme.Signals.On(...) handler=arg1").Handler);
        Assert.Equal(Slot.Argument(1), Entry("adopts-orphans c!prctl flag=arg1 when=arg0:36").Flag);
        Assert.Equal((ChildRole.StartsProcesses, "CliWrap"), (Entry("starts-processes \"CliWrap\"").Role, Entry("starts-processes \"CliWrap\"").EntryPoint));
    }

    [Fact]
    public void Whole_types_may_print_and_linger() => Assert.Equal("T:Acme.Log`1", Entry("prints T:Acme.Log`1").MemberId);

    [Theory]
    [InlineData("span c!fork child=return kind=raw", "'span' is no role; the roles are ", 0, 4)]
    [InlineData("\"spawns\" c!fork", "is no role", 0, 8)]
    [InlineData("spawns", "must be followed by a documentation ID", 0, 6)]
    [InlineData("opens", "must be followed by the name of a program", 0, 5)]
    [InlineData("opens xdg-open", "not by 'xdg-open'", 6, 8)]
    [InlineData("opens \"\"", "must be followed by the name of a program", 6, 2)]
    [InlineData("opens \"xdg-open", "never closed", 6, 9)]
    [InlineData("opens \"cmd\"\"/c\"", "followed by white space", 6, 5)]
    [InlineData("opens \"cmd\" child=this", "'opens', which takes no keys", 12, 10)]
    [InlineData("starts-processes CliWrap", "not by 'CliWrap'", 17, 7)]
    [InlineData("starts-processes \"CliWrap\" \"1.0\"", "is not of the form key=value", 27, 5)]
    [InlineData("starts-processes \"CliWrap\" when=arg0:1", "'starts-processes', which takes no keys", 27, 11)]
    [InlineData("adopts-orphans c!prctl handler=arg1", "'handler' is no key of 'adopts-orphans'", 23, 12)]
    [InlineData("spawns \"fork\" child=return kind=raw", "not by 'fork'", 7, 6)]
    [InlineData("spawns fork child=return kind=raw", "'fork' is no target", 7, 4)]
    [InlineData("spawns c! child=return kind=raw", "is no target", 7, 2)]
    [InlineData("spawns !fork child=return kind=raw", "is no target", 7, 5)]
    [InlineData("spawns c!fork!x child=return kind=raw", "is no target", 7, 8)]
    [InlineData("spawns M:Start child=return kind=raw", "does not name a member", 7, 7)]
    [InlineData("spawns M: child=return kind=raw", "does not name a member", 7, 2)]
    [InlineData("spawns M:A..B child=return kind=raw", "does not name a member", 7, 6)]
    [InlineData("spawns M:A.B( child=return kind=raw", "parenthesis", 7, 6)]
    [InlineData("spawns M:A.B() child=return kind=raw", "without parentheses", 7, 7)]
    [InlineData("spawns F:A.B child=return kind=raw", "none of M:, P:, E: and T:", 7, 5)]
    [InlineData("spawns T:A.B child=return kind=raw", "names a whole type", 7, 5)]
    [InlineData("spawns M:A.B.#ctor child=this kind=managed", "names a method or a native import", 7, 11)]
    [InlineData("spawns P:A.B child=return kind=managed", "names a method or a native import", 7, 5)]
    [InlineData("prints T:", "is not of the form", 7, 2)]
    [InlineData("exit-event P:A.B", "Only 'exit-event' names an event", 11, 5)]
    [InlineData("kills E:A.B child=this", "Only 'exit-event' names an event", 6, 5)]
    [InlineData("exit-event E:A.B(...)", "takes no parameters", 11, 10)]
    [InlineData("spawns c!fork kind=raw", "must say where the child is", 0, 6)]
    [InlineData("spawns c!fork child=return", "must say who reaps the child", 0, 6)]
    [InlineData("discharges c!waitpid child=arg16", "is no slot", 21, 11)]
    [InlineData("discharges c!waitpid child=arg99999999999999999999", "is no slot", 21, 29)]
    [InlineData("discharges c!waitpid child=arg", "is no slot", 21, 9)]
    [InlineData("discharges c!waitpid child=arg00", "is no slot", 21, 11)]
    [InlineData("discharges c!waitpid child=", "is no slot", 21, 6)]
    [InlineData("discharges c!waitpid child=return", "cannot find its child in 'return'", 21, 12)]
    [InlineData("spawns c!fork child=any kind=raw", "cannot find its child in 'any'", 14, 9)]
    [InlineData("discharges c!waitpid child=arg0 options=this", "'options' is an argument", 32, 12)]
    [InlineData("spawns c!fork child=return kind=zombie", "the kinds are managed and raw", 27, 11)]
    [InlineData("spawns c!fork child=return kind=raw result=good", "is no meaning of a result", 36, 11)]
    [InlineData("spawns c!fork child=return kind=raw colour=red", "'colour' is no key of 'spawns', which takes the keys child, kind,", 36, 10)]
    [InlineData("kills c!kill child=arg0 options=arg1", "'options' is no key of 'kills'", 24, 12)]
    [InlineData("kills c!kill child=arg0 child=arg1", "given twice", 24, 10)]
    [InlineData("kills c!kill child=arg0 signal", "is not of the form key=value", 24, 6)]
    [InlineData("kills c!kill child=arg0 =arg1", "is not of the form key=value", 24, 5)]
    [InlineData("kills c!kill child=arg0 \"signal=arg1\"", "is not of the form key=value", 24, 13)]
    [InlineData("forks c!clone when=arg0:", "is no test", 14, 10)]
    [InlineData("forks c!clone when=this:1", "is no test", 14, 11)]
    [InlineData("forks c!clone when=arg0", "is no test", 14, 9)]
    [InlineData("forks c!clone when=arg0:1||2", "is no test", 14, 14)]
    [InlineData("forks c!clone when=arg0:99999999999999999999", "is no test", 14, 30)]
    [InlineData("forks c!clone unless-bits=arg0:0xFFFFFFFFFFFFFFFFFF", "is no test", 14, 37)]
    [InlineData("forks c!clone unless-bits=arg0:0", "is no test", 14, 18)]
    [InlineData("forks c!clone unless-bits=arg0:1|2", "is no test", 14, 20)]
    [InlineData("forks c!clone when=arg0:1 unless-bits=arg2:1", "not both", 26, 18)]
    [InlineData("forks c!fork # unresolved:", "must be followed by the reason", 13, 13)]
    public void A_bad_line_says_what_is_wrong_and_where(string text, string message, int column, int length)
    {
        var line = CatalogueLine.Parse(text);
        Assert.Null(line.Entry);
        Assert.Contains(message, line.Error!.Message);
        Assert.DoesNotMatch(@"\.( |$)", line.Error.Message);
        Assert.Equal((column, length), (line.Error.Column, line.Error.Length));
    }

    [Fact]
    public void Good_lines_cut_or_mutilated_anywhere_never_throw()
    {
        var lines = CatalogueReader.BuiltInFiles.SelectMany(CatalogueReader.BuiltInText).Where((_, number) => number % 5 == 0).ToList();
        foreach (var line in lines)
        {
            for (var at = 0; at < line.Length; at++)
            {
                foreach (var text in new[] { line[..at], line[at..], line.Remove(at, 1), line.Insert(at, "\""), line.Insert(at, " "), line.Insert(at, "=") })
                {
                    var result = CatalogueLine.Parse(text);
                    Assert.False(result.Entry is not null && result.Error is not null);
                    if (result.Entry?.MemberId is { } id)
                    {
                        Assert.NotEqual("", CatalogueTarget.Of(id).TypeName);
                    }
                }
            }
        }
    }

    [Fact]
    public void A_file_gives_its_good_lines_and_the_numbers_of_the_bad_ones()
    {
        var (entries, errors) = CatalogueFile.Read(["# head", "forks c!fork", "forks", "", "prints T:A.B"]);
        Assert.Equal(2, entries.Length);
        Assert.Equal(2, Assert.Single(errors).Line);
    }

    private static CatalogueEntry Entry(string text)
    {
        var line = CatalogueLine.Parse(text);
        Assert.Null(line.Error?.Message);
        return line.Entry!;
    }
}
