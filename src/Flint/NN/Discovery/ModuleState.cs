namespace Flint.NN;

/// <summary>A tensor found in a module: its full key, what it is, and the module whose own it is.</summary>
readonly record struct StateEntry(string Name, Tensor Tensor, StateRole Role, Module Owner);

/// <summary>All that a walk through a module's fields found. A tensor or module reached twice counts under its first name.</summary>
sealed class ModuleState
{
    /// <summary>Each parameter and buffer once, in the order of the fields.</summary>
    internal readonly List<StateEntry> Entries = [];

    /// <summary>Each module once, the root first with the empty name, parents before children.</summary>
    internal readonly List<(string Name, Module Module)> Modules = [];

    /// <summary>Second and further names of shared tensors, with the first name.</summary>
    internal readonly Dictionary<string, string> Aliases = [];

    internal readonly HashSet<string> Names = [];

    internal IEnumerable<StateEntry> Parameters => Entries.Where(e => e.Role == StateRole.Parameter);

    internal IEnumerable<StateEntry> Buffers => Entries.Where(e => e.Role != StateRole.Parameter);

    internal IEnumerable<StateEntry> Saved => Entries.Where(e => e.Role != StateRole.TransientBuffer);

    /// <summary>The same values with the second names of shared tensors replaced by the first.</summary>
    internal Dictionary<string, Tensor> WithFirstNames(IReadOnlyDictionary<string, Tensor> values)
    {
        var result = new Dictionary<string, Tensor>();
        foreach (var (key, value) in values) result.TryAdd(Aliases.GetValueOrDefault(key, key), value);
        return result;
    }

    internal static ModuleState Of(Module root)
    {
        var walk = new StateWalk();
        walk.Enter(root, "");
        walk.RequireNothingHidden();
        return walk.State;
    }
}
