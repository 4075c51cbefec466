using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>
/// Which variables and creations of a member share start information, whatever the order: <c>var info = new …</c>,
/// <c>process.StartInfo = info</c>, <c>new Process { StartInfo = { … } }</c>.
/// </summary>
internal sealed class StartInfoLinks
{
    // Where nothing binds, only the name is left to see.
    private const string ShellProperty = "UseShellExecute";

    private readonly KnownSymbols _known;
    private readonly Dictionary<object, object> _parents = new(KeyComparer.Instance);
    private readonly List<(object Owner, ChildRole Role, ISimpleAssignmentOperation Assignment)> _switches = new();
    private readonly List<(object Owner, IOperation File)> _files = new();
    private readonly List<(object Owner, IOperation Text)> _commandLines = new();
    private readonly List<(object Owner, IOperation Words)> _words = new();
    private readonly List<(object Owner, ISymbol Source)> _sources = new();
    private readonly TextValues _texts = new();

    public StartInfoLinks(IOperation member, KnownSymbols known)
    {
        _known = known;
        foreach (var operation in member.DescendantsAndSelf())
        {
            Add(operation);
        }
    }

    /// <summary>Whether code that does not bind says something of the shell.</summary>
    public bool IsUnclear { get; private set; }

    /// <summary>All variables and creations that share the start information of an expression.</summary>
    public HashSet<object> LinkedTo(IOperation expression)
    {
        Link(expression, expression);
        var linked = new HashSet<object>(KeyComparer.Instance);
        if (OwnerOf(expression) is { } owner)
        {
            var root = Find(owner);
            linked.UnionWith(_parents.Keys.Where(key => KeyComparer.Instance.Equals(Find(key), root)));
            linked.Add(owner);
        }

        return linked;
    }

    /// <summary>The assignments to the property of a role.</summary>
    public IEnumerable<ISimpleAssignmentOperation> Switches(HashSet<object> owners, ChildRole role) =>
        _switches.Where(s => s.Role == role && owners.Contains(s.Owner)).Select(s => s.Assignment);

    public IEnumerable<IOperation> Files(HashSet<object> owners) => _files.Where(f => owners.Contains(f.Owner)).Select(f => f.File);

    public IEnumerable<IOperation> CommandLines(HashSet<object> owners) => _commandLines.Where(c => owners.Contains(c.Owner)).Select(c => c.Text);

    /// <summary>What is given as arguments word by word: lists that are written down, and words that are added, in their order.</summary>
    public IEnumerable<IOperation> Words(HashSet<object> owners) => _words.Where(w => owners.Contains(w.Owner)).Select(w => w.Words);

    /// <summary>The methods that made what is linked.</summary>
    public IEnumerable<ISymbol> SourcesOf(HashSet<object> owners) => _sources.Where(s => owners.Contains(s.Owner)).Select(s => s.Source);

    /// <inheritdoc cref="TextValues.TextsOf(IOperation)"/>
    public IEnumerable<string> TextsOf(IOperation expression) => _texts.TextsOf(expression);

    /// <inheritdoc cref="TextValues.LeavesOf(IOperation)"/>
    public IEnumerable<IOperation> LeavesOf(IOperation expression) => _texts.LeavesOf(expression);

    private void Add(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } assignment:
                AddProperty(property, assignment);
                break;
            case ISimpleAssignmentOperation assignment:
                AddAssignment(assignment.Target, assignment.Value);
                break;
            case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator:
                _texts.Add(declarator.Symbol, value);
                Link(declarator.Symbol, value);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                _texts.Add(deconstruction);
                break;
            case IForEachLoopOperation loop:
                _texts.Add(loop);
                break;
            case IInvalidOperation when operation.Syntax.ToString().Contains(ShellProperty):
                IsUnclear = true;
                break;
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                foreach (var entry in _known.Find(constructor))
                {
                    var argument = creation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == (entry.Role == ChildRole.FileName ? entry.File : entry.CommandLine).Index);
                    if (argument is not null && entry.Role is ChildRole.FileName or ChildRole.Arguments)
                    {
                        (entry.Role == ChildRole.FileName ? _files : _commandLines).Add((creation.Syntax, argument!.Value));
                        _words.AddRange(ArgumentWords.ListsIn(creation.Arguments).Select(list => ((object)creation.Syntax, list)));
                    }
                }

                break;
            case IInvocationOperation { TargetMethod.Name: "Add", Arguments: { Length: 1 } added } call when ArgumentWords.PropertyOf(call.Instance) is { } property:
                if (_known.Find(property.Property).Any(e => e.Role == ChildRole.Arguments) && OwnerOf(property.Instance) is { } owner)
                {
                    _words.Add((owner, added[0].Value));
                }

                break;
        }
    }

    private void AddProperty(IPropertyReferenceOperation property, ISimpleAssignmentOperation assignment)
    {
        foreach (var entry in _known.Find(property.Property))
        {
            if (OwnerOf(property.Instance) is not { } owner)
            {
                continue;
            }

            switch (entry.Role)
            {
                case ChildRole.ShellExecute or ChildRole.RedirectsOutput or ChildRole.RedirectsError:
                    _switches.Add((owner, entry.Role, assignment));
                    break;
                case ChildRole.FileName:
                    _files.Add((owner, assignment.Value));
                    break;
                case ChildRole.Arguments:
                    _commandLines.Add((owner, assignment.Value));
                    break;
                case ChildRole.StartInfo:
                    Link(owner, assignment.Value);
                    break;
            }
        }
    }

    private void AddAssignment(IOperation target, IOperation value)
    {
        if (OwnerOf(target) is { } owner)
        {
            Link(owner, value);
            if (owner is ISymbol symbol)
            {
                _texts.Add(symbol, value);
            }
        }
    }

    /// <summary>What an expression's start information belongs to: a variable, a member, or the creation itself.</summary>
    private object? OwnerOf(IOperation? expression) => expression switch
    {
        IConversionOperation conversion => OwnerOf(conversion.Operand),
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IPropertyReferenceOperation property when _known.Find(property.Property).Any(e => e.Role == ChildRole.StartInfo) => OwnerOf(property.Instance),
        IMemberReferenceOperation member => member.Member,
        IObjectCreationOperation creation => creation.Syntax,
        IInvocationOperation call => call.Syntax,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } receiver => OwnerOfInitializer(receiver),
        IConditionalAccessInstanceOperation instance => instance.Parent is null ? null : OwnerOf(ConditionalAccessOf(instance)?.Operation),
        _ => null,
    };

    private object? OwnerOfInitializer(IOperation receiver)
    {
        for (var operation = receiver.Parent; operation is not null; operation = operation.Parent)
        {
            if (operation is IObjectOrCollectionInitializerOperation initializer)
            {
                return initializer.Parent switch
                {
                    IObjectCreationOperation creation => creation.Syntax,
                    IMemberInitializerOperation member => OwnerOf(member.InitializedMember),
                    _ => null,
                };
            }
        }

        return null;
    }

    private static IConditionalAccessOperation? ConditionalAccessOf(IOperation instance)
    {
        for (var operation = instance.Parent; operation is not null; operation = operation.Parent)
        {
            if (operation is IConditionalAccessOperation access)
            {
                return access;
            }
        }

        return null;
    }

    private void Link(IOperation owner, IOperation value)
    {
        if (OwnerOf(owner) is { } key)
        {
            Link(key, value);
        }
    }

    private void Link(object owner, IOperation value)
    {
        switch (value)
        {
            case IConversionOperation conversion:
                Link(owner, conversion.Operand);
                return;
            case IConditionalOperation { WhenFalse: { } whenFalse } choice:
                Link(owner, choice.WhenTrue);
                Link(owner, whenFalse);
                return;
            case IInvocationOperation call:
                _sources.Add((owner, call.TargetMethod.OriginalDefinition));
                break;
        }

        if (OwnerOf(value) is { } other)
        {
            _parents[Find(owner)] = Find(other);
        }
    }

    private object Find(object key)
    {
        if (!_parents.TryGetValue(key, out var parent))
        {
            _parents[key] = key;
            return key;
        }

        if (KeyComparer.Instance.Equals(parent, key))
        {
            return key;
        }

        // Shorten the way for the next one who asks.
        return _parents[key] = Find(parent);
    }

    /// <summary>Symbols by Roslyn's own equality, syntax by reference.</summary>
    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public static readonly KeyComparer Instance = new();

        bool IEqualityComparer<object>.Equals(object? x, object? y) => Equals(x, y);

        public new bool Equals(object? x, object? y) =>
            x is ISymbol left && y is ISymbol right ? SymbolEqualityComparer.Default.Equals(left, right) : ReferenceEquals(x, y);

        public int GetHashCode(object key) => key is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : key.GetHashCode();
    }
}
