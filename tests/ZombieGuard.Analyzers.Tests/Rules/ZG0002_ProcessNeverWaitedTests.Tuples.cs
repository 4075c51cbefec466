using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task DeconstructedTuple_Waited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var (make, name) = (Process.Start("make"), "make");
                Console.WriteLine(name);
                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task DeconstructedTuple_NeverWaited_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var (make, name) = (Process.{|ZG0002:Start|}("make"), "make");
                Console.WriteLine(name + make.Id);
            }
        }
        """);

    [Fact]
    public Task DeconstructedIntoDiscard_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var (_, name) = (Process.{|ZG0002:Start|}("make"), "make");
                Console.WriteLine(name);
            }
        }
        """);

    [Fact]
    public Task TwoInOneDeconstruction_BothWaited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Pipeline
        {
            public void Run()
            {
                var (left, right) = (Process.Start("producer"), Process.Start("consumer"));
                left.WaitForExit();
                right.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task TwoInOneDeconstruction_OneWaited_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Pipeline
        {
            public void Run()
            {
                var (left, right) = (Process.{|ZG0002:Start|}("producer"), Process.Start("consumer"));
                right.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task SwappedByTuple_BothWaited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Pipeline
        {
            public void Run(bool reverse)
            {
                var left = Process.Start("producer");
                var right = Process.Start("consumer");
                if (reverse)
                    (left, right) = (right, left);

                left.WaitForExit();
                right.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task SwappedByTuple_OneWaited_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Pipeline
        {
            public void Run()
            {
                var left = Process.{|ZG0002:Start|}("producer");
                var right = Process.Start("consumer");
                (left, right) = (right, left);
                left.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task DeconstructedIntoExistingVariables_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                Process make;
                DateTime begin;
                (make, begin) = (Process.Start("make"), DateTime.Now);
                make.WaitForExit();
                Console.WriteLine(DateTime.Now - begin);
            }
        }
        """);

    [Fact]
    public Task TupleVariable_ElementWaited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Build()
            {
                var job = (Process: Process.Start("make"), Name: "make");
                Console.WriteLine(job.Name);
                job.Process.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task TupleReturned_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public (Process Process, DateTime Begin) Build()
            {
                var make = Process.Start("make");
                return (make, DateTime.Now);
            }
        }
        """);

    [Fact]
    public Task TupleOfIdReturned_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public (int Id, DateTime Begin) Build()
            {
                var make = Process.{|ZG0002:Start|}("make");
                return (make.Id, DateTime.Now);
            }
        }
        """);

    [Fact]
    public Task CopyOfARecordIsWaitedFor_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        sealed record Job(Process Process, string Name);

        void Run()
        {
            var job = new Job(Process.Start(make), "make");
            var named = job with { Name = "again" };
            named.Process.WaitForExit();
        }
        """);

    [Fact]
    public Task CopyOfARecordIsPrinted_Reports() => RunnerVerifier.VerifyMembersAsync("""
        sealed record Job(Process Process, string Name);

        void Run()
        {
            var job = new Job(Process.{|ZG0002:Start|}(make), "make");
            var named = job with { Name = "again" };
            Console.WriteLine(named.Name);
        }
        """);
}
