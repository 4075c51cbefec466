using System;

namespace ZombieGuard;

/// <summary>How <see cref="ChildReaper.ReapUnowned"/> reaps, and whom it tells.</summary>
public sealed class UnownedReaperOptions
{
    private readonly TimeSpan _minimumAge = TimeSpan.FromSeconds(1);
    private readonly TimeSpan _answerLimit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a zombie must have been seen before it is taken; one second by default. It is the time that code has which waits for
    /// its raw child by itself, or adopts it: a blocking wait needs less than a millisecond, a poll its interval. Zero leaves none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or longer than a day.</exception>
    public TimeSpan MinimumAge
    {
        get => _minimumAge;
        init => _minimumAge = Checked(value);
    }

    /// <summary>
    /// How long the runtime has to answer to SIGCHLD before the attempt is given up, with nothing reaped; ten seconds by default. It
    /// answers within a millisecond, unless the thread pool is starved.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or longer than a day.</exception>
    public TimeSpan AnswerLimit
    {
        get => _answerLimit;
        init => _answerLimit = Checked(value);
    }

    /// <summary>
    /// Called with each child that was reaped, on the reaper's thread, which reaps nothing meanwhile. An exception that it throws ends the
    /// program, as on any thread.
    /// </summary>
    public Action<ChildExit>? OnReaped { get; init; }

    /// <summary>
    /// Called when <see cref="UnownedReaper.LastProblem"/> changes to a problem, under the same rules; also while
    /// <see cref="ChildReaper.ReapUnowned"/> runs, for a problem that is there at the start.
    /// </summary>
    public Action<UnownedReaperProblem>? OnProblem { get; init; }

    private static TimeSpan Checked(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(1));
        return value;
    }
}
