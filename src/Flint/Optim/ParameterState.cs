namespace Flint.Optim;

/// <summary>What an optimiser remembers of one parameter.</summary>
public sealed class ParameterState
{
    readonly OrderedDictionary<string, Tensor> tensors = [];

    /// <summary>How many updates the parameter has had, this one included: 1 in the first.</summary>
    public long Step { get; internal set; }

    /// <summary>A remembered tensor, such as <c>exp_avg</c>; it outlives a <see cref="Memory.Scope"/> that the step is in.</summary>
    public Tensor this[string name]
    {
        get => tensors[name];
        set => tensors[name] = MemoryScope.KeepInAll(value);
    }

    /// <summary>Whether a tensor is remembered under this name.</summary>
    public bool Contains(string name) => tensors.ContainsKey(name);

    internal string? NameOf(Tensor tensor) => tensors.FirstOrDefault(e => ReferenceEquals(e.Value, tensor)).Key is { } name ? $"'{name}'" : null;

    internal IEnumerable<KeyValuePair<string, Tensor>> Tensors => tensors;
}
