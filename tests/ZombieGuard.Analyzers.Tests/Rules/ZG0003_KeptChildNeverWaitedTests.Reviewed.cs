using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>What a hostile review of the rule found wrong.</summary>
public sealed partial class ZG0003_KeptChildNeverWaitedTests
{
    [Fact, Trait("Origin", "Reviewed")]
    public Task ExitCodeRead_OnceItHasEnded_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Preview
        {
            Process _viewer;

            public void Open(string file) => _viewer = Process.Start("viewer", file);

            public void Tick()
            {
                if (_viewer is null || !_viewer.HasExited) return;
                Console.WriteLine($"ended with {_viewer.ExitCode}");
                _viewer = null;
            }
        }

        class Running
        {
            readonly Process _process;

            public Running(string file) => _process = Process.Start(file);

            public int? Code => _process.HasExited ? _process.ExitCode : null;
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task HasExitedRead_AndNoMore_Reports() => RunnerVerifier.VerifyAsync("""
        class Preview
        {
            Process _viewer;

            public void Open(string file) => _viewer = Process.{|ZG0003:Start|}("viewer", file);

            public void Tick()
            {
                if (_viewer is null || !_viewer.HasExited) return;
                Console.WriteLine("ended");
                _viewer = null;
            }
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task WaitedForByItsId_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Owner
        {
            Process _direct;
            Process _helped;

            [System.Runtime.InteropServices.DllImport("libc")]
            static extern int waitpid(int pid, out int status, int options);

            static void WaitFor(int id) { using var process = Process.GetProcessById(id); process.WaitForExit(); }

            public void Start() { _direct = Process.Start("a"); _helped = Process.Start("b"); }

            public void Stop() { waitpid(_direct.Id, out _, 0); WaitFor(_helped.Id); }
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task KilledByItsId_Reports() => RunnerVerifier.VerifyAsync("""
        class Owner
        {
            Process _direct;
            Process _helped;

            [System.Runtime.InteropServices.DllImport("libc")]
            static extern int kill(int pid, int signal);

            static void Show(int id) => Console.WriteLine(id);

            public void Start() { _direct = Process.{|ZG0003:Start|}("a"); _helped = Process.{|ZG0003:Start|}("b"); }

            public void Stop() { kill(_direct.Id, 15); Show(_helped.Id); }
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task TakenOutAndPutBack_Reports() => RunnerVerifier.VerifyAsync("""
        class Pool
        {
            readonly System.Collections.Concurrent.ConcurrentBag<Process> _idle = new();
            readonly Dictionary<string, Process> _named = new();

            public string Ask(string question)
            {
                if (!_idle.TryTake(out var worker)) worker = Process.{|ZG0003:Start|}("worker");
                worker.StandardInput.WriteLine(question);
                var answer = worker.StandardOutput.ReadLine();
                _idle.Add(worker);
                return answer;
            }

            public void Start(string name) => _named[name] = Process.{|ZG0003:Start|}(name);

            public void Rename(string from, string to) { if (_named.Remove(from, out var process)) _named[to] = process; }

            public void Stop() { while (_idle.TryTake(out var worker)) worker.Kill(); }
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task TakenOutAndPutElsewhere_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Pool
        {
            readonly System.Collections.Concurrent.ConcurrentBag<Process> _idle = new();
            readonly Dictionary<string, Process> _named = new();
            readonly Queue<Process> _ended = new();

            public string Ask(string question)
            {
                if (!_idle.TryTake(out var worker)) worker = Process.Start("worker");
                worker.StandardInput.WriteLine(question);
                var answer = worker.StandardOutput.ReadLine();
                _idle.Add(worker);
                return answer;
            }

            public void Start(string name) => _named[name] = Process.Start(name);

            public void Rename(string from, string to) { if (_named.Remove(from, out var process)) _named[to] = process; }

            public void Stop()
            {
                while (_idle.TryTake(out var worker)) _ended.Enqueue(worker);
                foreach (var process in _named.Values) process.WaitForExit();
                while (_ended.TryDequeue(out var worker)) worker.WaitForExit();
            }
        }
        """);
}
