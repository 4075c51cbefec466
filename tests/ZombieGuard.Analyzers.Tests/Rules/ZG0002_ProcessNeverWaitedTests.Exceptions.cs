using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task OwnCallBetween_SwallowedByCatch_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Deployer
        {
            public void Deploy()
            {
                try
                {
                    var rsync = Process.{|ZG0002:Start|}("rsync", "-a . remote:");
                    WriteManifest();
                    rsync.WaitForExit();
                }
                catch (Exception e)
                {
                    Console.Error.WriteLine(e.Message);
                }
            }

            private void WriteManifest() => throw new NotImplementedException();
        }
        """);

    [Fact]
    public Task OwnCallBetween_CatchRethrows_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Deployer
        {
            public void Deploy()
            {
                try
                {
                    var rsync = Process.Start("rsync", "-a . remote:");
                    WriteManifest();
                    rsync.WaitForExit();
                }
                catch (Exception e)
                {
                    Console.Error.WriteLine(e.Message);
                    throw;
                }
            }

            private void WriteManifest() => throw new NotImplementedException();
        }
        """);

    [Fact]
    public Task OwnCallBetween_NoCatch_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Deployer
        {
            public void Deploy()
            {
                using var rsync = Process.Start("rsync", "-a . remote:");
                WriteManifest();
                rsync.WaitForExit();
            }

            private void WriteManifest() => throw new NotImplementedException();
        }
        """);

    [Fact]
    public Task OwnCallBetween_CatchWaits_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Deployer
        {
            public void Deploy()
            {
                Process rsync = null;
                try
                {
                    rsync = Process.Start("rsync", "-a . remote:");
                    WriteManifest();
                    rsync.WaitForExit();
                }
                catch (Exception e)
                {
                    Console.Error.WriteLine(e.Message);
                    rsync?.WaitForExit();
                }
            }

            private void WriteManifest() => throw new NotImplementedException();
        }
        """);

    [Fact]
    public Task OwnCallBetween_CatchOnlyDisposes_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Deployer
        {
            public void Deploy()
            {
                Process rsync = null;
                try
                {
                    rsync = Process.{|ZG0002:Start|}("rsync", "-a . remote:");
                    WriteManifest();
                    rsync.WaitForExit();
                }
                catch (Exception)
                {
                    rsync?.Dispose();
                }
            }

            private void WriteManifest() => throw new NotImplementedException();
        }
        """);

    [Fact]
    public Task OwnCallBeforeTheStart_SwallowedByCatch_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Deployer
        {
            public void Deploy()
            {
                try
                {
                    WriteManifest();
                    var rsync = Process.Start("rsync", "-a . remote:");
                    rsync.WaitForExit();
                }
                catch (Exception e)
                {
                    Console.Error.WriteLine(e.Message);
                }
            }

            private void WriteManifest() => throw new NotImplementedException();
        }
        """);

    [Fact]
    public Task FrameworkCallBetween_SwallowedByCatch_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.IO;

        class Deployer
        {
            public void Deploy()
            {
                try
                {
                    var rsync = Process.Start("rsync", "-a . remote:");
                    File.WriteAllText("manifest.txt", "1.0");
                    rsync.WaitForExit();
                }
                catch (Exception e)
                {
                    Console.Error.WriteLine(e.Message);
                }
            }
        }
        """);

    [Fact]
    public Task NarrowCatchAroundOwnCall_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Deployer
        {
            public void Deploy()
            {
                try
                {
                    var rsync = Process.Start("rsync", "-a . remote:");
                    WriteManifest();
                    rsync.WaitForExit();
                }
                catch (ArgumentException e)
                {
                    Console.Error.WriteLine(e.Message);
                }
            }

            private void WriteManifest() => throw new NotImplementedException();
        }
        """);

    [Fact]
    public Task ExplicitThrowBetween_SwallowedByCatch_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.IO;

        class Deployer
        {
            public void Deploy(string folder)
            {
                try
                {
                    var rsync = Process.{|ZG0002:Start|}("rsync", folder);
                    if (!Directory.Exists(folder))
                        throw new InvalidOperationException(folder);

                    rsync.WaitForExit();
                }
                catch (InvalidOperationException e)
                {
                    Console.Error.WriteLine(e.Message);
                }
            }
        }
        """);

    [Fact]
    public Task ExplicitThrowBetween_CaughtBySomethingElse_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.IO;

        class Deployer
        {
            public void Deploy(string folder)
            {
                try
                {
                    var rsync = Process.Start("rsync", folder);
                    if (!Directory.Exists(folder))
                        throw new InvalidOperationException(folder);

                    rsync.WaitForExit();
                }
                catch (ArgumentException e)
                {
                    Console.Error.WriteLine(e.Message);
                }
            }
        }
        """);

    [Fact]
    public Task ExplicitThrowBetween_NoCatch_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.IO;

        class Deployer
        {
            public void Deploy(string folder)
            {
                var rsync = Process.Start("rsync", folder);
                if (!Directory.Exists(folder))
                    throw new InvalidOperationException(folder);

                rsync.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task StartFailureCaught_IsNoChild_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.ComponentModel;
        using System.Diagnostics;

        class Tool
        {
            public bool IsInstalled()
            {
                Process which;
                try
                {
                    which = Process.Start("which", "ffmpeg");
                }
                catch (Win32Exception)
                {
                    return false;
                }

                which.WaitForExit();
                return which.ExitCode == 0;
            }
        }
        """);

    [Fact]
    public Task StartFailureCaught_ChildForgotten_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.ComponentModel;
        using System.Diagnostics;

        class Tool
        {
            public bool IsInstalled()
            {
                try
                {
                    Process.{|ZG0002:Start|}("ffmpeg", "-version");
                    return true;
                }
                catch (Win32Exception)
                {
                    return false;
                }
            }
        }
        """);

    [Fact]
    public Task FlagSetAfterWait_TestedInFinally_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Deployer
        {
            public void Deploy(bool dryRun)
            {
                var rsync = Process.Start("rsync", "-an . remote:");
                var waited = false;
                try
                {
                    if (dryRun)
                        return;

                    rsync.WaitForExit();
                    waited = true;
                }
                finally
                {
                    if (!waited)
                    {
                        rsync.Kill();
                        rsync.WaitForExit();
                    }
                }
            }
        }
        """);

    [Fact]
    public Task FlagSetBeforeWait_TestedInFinally_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Deployer
        {
            public void Deploy(bool dryRun)
            {
                var rsync = Process.{|ZG0002:Start|}("rsync", "-an . remote:");
                var waited = true;
                try
                {
                    if (dryRun)
                        return;

                    rsync.WaitForExit();
                }
                finally
                {
                    if (!waited)
                    {
                        rsync.Kill();
                        rsync.WaitForExit();
                    }
                }
            }
        }
        """);

    [Fact]
    public Task KillInCatchThenRethrow_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Deployer
        {
            public void Deploy()
            {
                using var rsync = Process.Start("rsync", "-a . remote:");
                try
                {
                    WriteManifest();
                    rsync.WaitForExit();
                }
                catch
                {
                    rsync.Kill();
                    throw;
                }
            }

            private void WriteManifest() => throw new NotImplementedException();
        }
        """);

    [Fact]
    public Task CatchWithFilterAroundStartAndWait_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Deployer
        {
            public void Deploy()
            {
                try
                {
                    using var rsync = Process.Start("rsync", "-a . remote:");
                    rsync.WaitForExit();
                }
                catch (Exception e) when (e is ArgumentException)
                {
                    Console.Error.WriteLine(e.Message);
                }
            }
        }
        """);
}
