using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

public class WaitFixProviderTests
{
    [Theory]
    [InlineData(0, WaitHereFix.Key, "Wait for the child here (WaitForExit)", "    Console.WriteLine(p.Id);\n    p.WaitForExit();\n    Console.ReadLine();")]
    [InlineData(
        1,
        WaitInFinallyFix.Key,
        "Wait for the child in a finally block (every way out blocks until it ends)",
        "    try\n    {\n        Console.WriteLine(p.Id);\n        Console.ReadLine();\n    }\n    finally\n    {\n        p.WaitForExit();\n    }")]
    public async Task TheSafestComesFirst(int index, string key, string title, string written)
    {
        const string Body = "    Console.WriteLine(p.Id);\n    Console.ReadLine();";
        var seen = new List<(string?, string)>();
        var test = FixTest.Create(
            FixTest.InClass("void M()\n{\n    var p = Process.{|ZG0002:Start|}(\"x\");\n" + Body + "\n}"),
            FixTest.InClass("void M()\n{\n    var p = Process.Start(\"x\");\n" + written + "\n}"));
        test.CodeActionIndex = index;
        test.CodeActionVerifier = (action, _) => seen.Add((action.EquivalenceKey, action.Title));
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
        await test.RunAsync();
        Assert.Contains((key, title), seen);
    }
}
