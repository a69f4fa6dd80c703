using System.Collections;

namespace Flint.NN;

/// <summary>Parameters in the order of a module's fields, with their state-dict keys, under which optimisers save their state.</summary>
public sealed class ParameterList : IReadOnlyList<Tensor>
{
    readonly (string Name, Tensor Parameter)[] items;

    internal ParameterList(IEnumerable<(string Name, Tensor Parameter)> items) => this.items = [.. items];

    /// <summary>How many parameters there are (tensors, not numbers).</summary>
    public int Count => items.Length;

    /// <summary>The parameter at this position.</summary>
    public Tensor this[int index] => items[index].Parameter;

    /// <summary>The keys, in the same order.</summary>
    public IReadOnlyList<string> Names => [.. items.Select(i => i.Name)];

    /// <inheritdoc/>
    public IEnumerator<Tensor> GetEnumerator() => items.Select(i => i.Parameter).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
