using System.Collections.Immutable;

namespace ZombieGuard.Analyzers.Catalogue;

/// <summary>Where in a call something travels.</summary>
internal enum SlotKind
{
    /// <summary>Nowhere: the line says nothing of it.</summary>
    None,

    /// <summary>The value that the call returns.</summary>
    Return,

    /// <summary>The object that the member is called on.</summary>
    This,

    /// <summary>An argument, counted from 0 in the order of the parameters (an extension method's <c>this</c> is 0).</summary>
    Argument,

    /// <summary>Any child of the process (<c>wait(2)</c>).</summary>
    Any,
}

/// <summary>One place of a call: the return value, the receiver, or an argument.</summary>
internal readonly record struct Slot(SlotKind Kind, int Index = 0)
{
    public static readonly Slot None = default;
    public static readonly Slot Return = new(SlotKind.Return);
    public static readonly Slot This = new(SlotKind.This);
    public static readonly Slot Any = new(SlotKind.Any);

    public static Slot Argument(int index) => new(SlotKind.Argument, index);
}

/// <summary>Who would collect the child's wait status if the program does not.</summary>
internal enum ChildKind
{
    /// <summary>Nobody: a raw child stays a zombie until somebody waits for it.</summary>
    Raw,

    /// <summary>The .NET runtime reaps it; what is lost is its exit.</summary>
    Managed,
}

/// <summary>What the result of a call says.</summary>
internal enum ResultMeaning
{
    /// <summary>Nothing that matters here.</summary>
    Nothing,

    /// <summary>Spawn: null means that there is no child.</summary>
    NullIsNone,

    /// <summary>Spawn: false means that there is no child.</summary>
    FalseIsNone,

    /// <summary>Spawn: negative means that there is no child.</summary>
    NegativeIsNone,

    /// <summary>Spawn: negative means that there is no child, zero means that this is the child.</summary>
    ZeroIsChild,

    /// <summary>Spawn: anything but zero means that there is no child.</summary>
    NonZeroIsNone,

    /// <summary>Wait or look: true means that the child has ended.</summary>
    TrueIsEnded,

    /// <summary>Wait: zero means that the child still runs (waitpid with WNOHANG).</summary>
    ZeroIsRunning,

    /// <summary>Wait: an awaitable that completes when the child has ended.</summary>
    Task,
}

/// <summary>A test on a constant argument that decides whether the line applies to a call.</summary>
/// <param name="Argument">The argument, counted from 0.</param>
/// <param name="Values">The argument must be one of these; empty when <paramref name="Mask"/> decides.</param>
/// <param name="Mask">Bits that must all be clear in the argument; 0 when <paramref name="Values"/> decides.</param>
internal sealed record ArgumentTest(int Argument, ImmutableArray<long> Values, long Mask);

/// <summary>One line of the catalogue: what one API does to a child.</summary>
/// <param name="Role">What it does.</param>
/// <param name="MemberId">
/// The documentation comment ID of the member (<c>M:Type.Method(System.Int32)</c>, <c>P:…</c>, <c>E:…</c>); a method
/// that ends in <c>(...)</c> means all its overloads. Null for a native import.
/// </param>
/// <param name="Library">The native library without prefix, suffix and version (<c>c</c>, <c>util</c>); null for a managed member.</param>
/// <param name="EntryPoint">The entry point in the native library; null for a managed member. For <see cref="ChildRole.Opens"/> and <see cref="ChildRole.Launches"/> the program's name, for <see cref="ChildRole.StartsProcesses"/> the assembly's.</param>
/// <param name="Child">The slot of the child.</param>
/// <param name="Kind">Who reaps the child.</param>
/// <param name="Result">What the result says.</param>
/// <param name="Timeout">The slot of a timeout in milliseconds or a <c>TimeSpan</c>; without one the wait is not bounded.</param>
/// <param name="Options">The slot of the options of the wait family (WNOHANG, WNOWAIT).</param>
/// <param name="IdType">The slot of waitid's idtype.</param>
/// <param name="Signal">The slot of kill's signal number.</param>
/// <param name="StartInfo">The slot of the start information.</param>
/// <param name="File">The slot of the program's name.</param>
/// <param name="CommandLine">The slot of the arguments as one text.</param>
/// <param name="Handler">The slot of a signal's handler: a function, a pointer to one, SIG_IGN or SIG_DFL.</param>
/// <param name="Action">The slot of a <c>struct sigaction</c>.</param>
/// <param name="Flag">The slot that switches something on; 0 is off.</param>
/// <param name="Test">The test that decides whether the line applies; null when it always does.</param>
/// <param name="ArgumentPrefix">For <see cref="ChildRole.Opens"/> and <see cref="ChildRole.Launches"/>: how the arguments must begin (<c>/c start</c>); null for any.</param>
/// <param name="Unresolved">Why the line resolves in none of the pinned references; null when it must resolve.</param>
internal sealed record CatalogueEntry(
    ChildRole Role,
    string? MemberId,
    string? Library,
    string? EntryPoint,
    Slot Child = default,
    ChildKind Kind = ChildKind.Raw,
    ResultMeaning Result = ResultMeaning.Nothing,
    Slot Timeout = default,
    Slot Options = default,
    Slot IdType = default,
    Slot Signal = default,
    Slot StartInfo = default,
    Slot File = default,
    Slot CommandLine = default,
    Slot Handler = default,
    Slot Action = default,
    Slot Flag = default,
    ArgumentTest? Test = null,
    string? ArgumentPrefix = null,
    string? Unresolved = null);
