using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>A process inside a tuple, a record or an array, and taken out of it again.</summary>
public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    private const string Carriers = """
            record Job(string Name, Process Process);

            static (Process Job, string Name) Pair(string file) => (Process.Start(file), file);

            static Job Launch(string file) => new Job(file, Process.Start(file));

            static Job TryLaunch(string file) { var process = Process.Start(file); return process == null ? null : new Job(file, process); }

            static void Finish((Process Job, string Name) pair) => pair.Job.WaitForExit();

            static void Finish(Job job) => job.Process.WaitForExit();

            static void Log((Process Job, string Name) pair) => Console.WriteLine(pair.Name);

        """;

    [Fact, Trait("Origin", "Reviewed")]
    public Task PartOfATupleThatIsReturned_WaitedFor_IsSilent() => RunnerVerifier.VerifyMembersAsync(Carriers + """
            public void AtOnce() => Pair("make").Job.WaitForExit();

            public void ByNumber() { var pair = Pair("make"); pair.Item1.WaitForExit(); }

            public void Nullable() { (Process Job, string Name)? pair = Pair("make"); pair.Value.Job.WaitForExit(); }

            public void Conditional(bool really)
            {
                (Process Job, string Name)? pair = really ? Pair("make") : null;
                pair?.Job.WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PartOfATupleThatIsReturned_OnlyPrinted_Reports() => RunnerVerifier.VerifyMembersAsync(Carriers + """
            public void AtOnce() => Console.WriteLine({|ZG0002:Pair|}("make").Job.Id);

            public void ByNumber() { var pair = {|ZG0002:Pair|}("make"); Console.WriteLine(pair.Item2); }

            public void Nullable() { (Process Job, string Name)? pair = {|ZG0002:Pair|}("make"); Console.WriteLine(pair.Value.Name); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task Tuple_GivenToAMethodThatWaits_IsSilent() => RunnerVerifier.VerifyMembersAsync(Carriers + """
            public void AtOnce() => Finish(Pair("make"));

            public void Kept() { var pair = Pair("make"); Finish(pair); }

            public void InALambda() { var pair = Pair("make"); Task.Run(() => Finish(pair)); }

            public void TakenApart() { var pair = Pair("make"); var (job, name) = pair; job.WaitForExit(); Console.WriteLine(name); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task Tuple_GivenToAMethodThatLogs_Reports() => RunnerVerifier.VerifyMembersAsync(Carriers + """
            public void AtOnce() => Log({|ZG0002:Pair|}("make"));

            public void TakenApart() { var pair = {|ZG0002:Pair|}("make"); var (job, name) = pair; Console.WriteLine(name + job.Id); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PartOfACapturedObject_WaitedFor_IsSilent() => RunnerVerifier.VerifyMembersAsync(Carriers + """
            public void OfRecord() { var job = Launch("make"); Task.Run(() => job.Process.WaitForExit()); }

            public void OfTuple() { var pair = Pair("make"); Task.Run(() => pair.Job.WaitForExit()); }

            public void ByMethod() { var job = Launch("make"); AppDomain.CurrentDomain.ProcessExit += (_, _) => Finish(job); }

            static Task Following(Job job) => Task.Run(() => job.Process.WaitForExit());

            public Task OfParameter() => Following(Launch("make"));
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PartOfACapturedObject_OnlyPrintedOrKilled_Reports() => RunnerVerifier.VerifyMembersAsync(Carriers + """
            public void OfRecord() { var job = {|ZG0002:Launch|}("make"); Task.Run(() => job.Process.Kill()); }

            public void OfTuple() { var pair = {|ZG0002:Pair|}("make"); Task.Run(() => Console.WriteLine(pair.Job.Id)); }

            public void OfName() { var job = {|ZG0002:Launch|}("make"); Task.Run(() => Console.WriteLine(job.Name)); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PatternTakesTheProcessOut_Waits_IsSilent() => RunnerVerifier.VerifyMembersAsync(Carriers + """
            public void ByProperty() { if (TryLaunch("make") is { Process: var process }) process.WaitForExit(); }

            public void NotNull() { if (TryLaunch("make") is { Process: { } process }) process.WaitForExit(); }

            public void ByPosition() { if (TryLaunch("make") is (_, var process)) process.WaitForExit(); }

            public void StillRunning()
            {
                if (TryLaunch("make") is not { Process: { HasExited: false } } job) return;
                job.Process.WaitForExit();
            }

            public void OfTuple() { if (Pair("make") is ({ } process, _)) process.WaitForExit(); }

            public void Boxed() { object any = Launch("make"); if (any is Job job) job.Process.WaitForExit(); }

            static int CodeOf(Process process) { process.WaitForExit(); return process.ExitCode; }

            public int InASwitch() => TryLaunch("make") switch { null => -1, { Process: var process } => CodeOf(process) };

            public void InCases()
            {
                switch (TryLaunch("make"))
                {
                    case { Name: "x", Process: var process }: process.WaitForExit(); break;
                    case { } job: job.Process.WaitForExit(); break;
                }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PatternTakesTheProcessOut_OnlyPrints_Reports() => RunnerVerifier.VerifyMembersAsync(Carriers + """
            public void ByProperty() { if ({|ZG0002:TryLaunch|}("make") is { Process: var process }) Console.WriteLine(process.Id); }

            public void ByPosition() { if ({|ZG0002:TryLaunch|}("make") is (var name, _)) Console.WriteLine(name); }

            public void InCases()
            {
                switch ({|ZG0002:TryLaunch|}("make"))
                {
                    case { Name: "x", Process: var process }: process.WaitForExit(); break;
                    case { } job: Console.WriteLine(job.Name); break;
                }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ArrayOfWhatHoldsAProcess_Drained_IsSilent() => RunnerVerifier.VerifyMembersAsync(Carriers + """
            public void Records() { var jobs = new[] { Launch("a"), Launch("b") }; foreach (var job in jobs) job.Process.WaitForExit(); }

            public void Tuples() { var pairs = new[] { ("a", Process.Start("a")) }; foreach (var (_, job) in pairs) job.WaitForExit(); }

            public void Lists()
            {
                var all = new List<Process>[] { new() { Process.Start("a") } };
                foreach (var list in all) foreach (var job in list) job.WaitForExit();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task RecordInNoArray_OnlyPrinted_Reports() => RunnerVerifier.VerifyMembersAsync(Carriers + """
            public void Records() { var jobs = new[] { {|ZG0002:Launch|}("a").Name }; foreach (var job in jobs) Console.WriteLine(job); }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task CollectionAssignedToAMemberAndALocal_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            readonly Dictionary<string, List<Process>> _groups = new();
            List<Process> _all;

            public void Add(string group) { var jobs = _groups[group] = new List<Process>(); jobs.Add(Process.Start(make)); }

            public void Add() => (_all ??= new()).Add(Process.Start(make));

            public void Join()
            {
                foreach (var jobs in _groups.Values) jobs.ForEach(job => job.WaitForExit());
                _all.ForEach(job => job.WaitForExit());
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task CollectionAssignedToTwoLocals_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                List<Process> jobs, all;
                jobs = all = new List<Process>();
                jobs.Add(Process.{|ZG0002:Start|}(make));
                Console.WriteLine(all.Count);
            }
        """);
}
