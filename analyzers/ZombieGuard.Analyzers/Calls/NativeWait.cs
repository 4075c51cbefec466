using System.Linq;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>Whose end a wait may collect.</summary>
internal enum WaitScope
{
    /// <summary>That cannot be seen.</summary>
    Unknown,

    /// <summary>One child's.</summary>
    One,

    /// <summary>That of any child of a group that was named.</summary>
    Group,

    /// <summary>That of clones that end without SIGCHLD, which neither <c>Process</c> makes nor an orphan is.</summary>
    Clones,

    /// <summary>That of any child at all, or of any in the program's own group, where <c>Process</c>'s children are.</summary>
    Any,
}

/// <summary>A call of the wait family, read by its arguments.</summary>
/// <param name="Call">The call.</param>
/// <param name="Entry">What the catalogue says of it.</param>
/// <param name="Via">The call through which it is looked at; null where it is looked at by itself.</param>
internal sealed record NativeWait(IInvocationOperation Call, CatalogueEntry Entry, CallSite? Via = null)
{
    // Linux, include/uapi/linux/wait.h
    private const long WNoHang = 0x1;
    private const long WExited = 0x4;
    private const long WNoWait = 0x1000000;
    private const long WNoThread = 0x20000000;
    private const long WAll = 0x40000000;
    private const long WClone = 0x80000000;

    /// <summary>Whose end it may collect.</summary>
    public WaitScope Scope { get; } = ScopeOf(Call, Entry, Via);

    /// <summary>Whether it takes the child's status, after which nobody else gets it.</summary>
    public bool Consumes { get; } = ConsumesIn(Call, Entry, Via);

    /// <summary>Whether it returns at once when no child has ended; null when that cannot be seen.</summary>
    public bool? IsNonBlocking => Entry.Options.Kind == SlotKind.None ? false : (KnownNumber.In(Call, Entry.Options, Via) & WNoHang) is { } bit ? bit != 0 : null;

    /// <summary>Whether it takes the status of whatever child comes.</summary>
    public bool TakesAny => Scope == WaitScope.Any && Consumes;

    /// <summary>Null for a call that is none of the family.</summary>
    public static NativeWait? Of(IInvocationOperation call, CatalogueEntry entry, CallSite? via = null) => IsOfFamily(entry) ? new(call, entry, via) : null;

    /// <inheritdoc cref="Of(IInvocationOperation, CatalogueEntry, CallSite?)"/>
    public static NativeWait? Of(IInvocationOperation call, KnownSymbols known, CallSite? via = null) =>
        known.LinesAbout(call, via).Where(IsOfFamily).Select(entry => new NativeWait(call, entry, via)).FirstOrDefault();

    /// <summary>Whether the line is about a call of the family, not about one that takes an object.</summary>
    public static bool IsOfFamily(CatalogueEntry entry) => entry.Role == ChildRole.Discharges
        && (entry.Child.Kind == SlotKind.Any
            || (entry.Child.Kind == SlotKind.Argument && (entry.Options.Kind != SlotKind.None || entry.IdType.Kind != SlotKind.None)));

    private static WaitScope ScopeOf(IInvocationOperation call, CatalogueEntry entry, CallSite? via)
    {
        var scope = ScopeOfId(call, entry, via);
        return scope == WaitScope.Any && entry.Options.Kind != SlotKind.None && KnownNumber.In(call, entry.Options, via) is { } options
            ? (options & WNoThread) != 0 ? WaitScope.Unknown : (options & WClone) != 0 && (options & WAll) == 0 ? WaitScope.Clones : scope
            : scope;
    }

    private static WaitScope ScopeOfId(IInvocationOperation call, CatalogueEntry entry, CallSite? via)
    {
        if (entry.Child.Kind == SlotKind.Any)
        {
            return WaitScope.Any;
        }

        var id = KnownNumber.In(call, entry.Child, via);
        if (entry.IdType.Kind != SlotKind.None)
        {
            // P_ALL, P_PID, P_PGID, P_PIDFD; the group 0 is the caller's own.
            return KnownNumber.In(call, entry.IdType, via) switch
            {
                0 => WaitScope.Any,
                1 or 3 => WaitScope.One,
                2 => id == 0 ? WaitScope.Any : WaitScope.Group,
                _ => WaitScope.Unknown,
            };
        }

        return id switch
        {
            null => WaitScope.Unknown,
            -1 or 0 => WaitScope.Any,
            < 0 => WaitScope.Group,
            _ => WaitScope.One,
        };
    }

    private static bool ConsumesIn(IInvocationOperation call, CatalogueEntry entry, CallSite? via)
    {
        // Only waitid can peek, and it must be asked for ends.
        var canPeek = entry.IdType.Kind != SlotKind.None;
        return KnownNumber.In(call, entry.Options, via) is { } options
            ? (options & WNoWait) == 0 && (!canPeek || (options & WExited) != 0)
            : !canPeek;
    }
}
