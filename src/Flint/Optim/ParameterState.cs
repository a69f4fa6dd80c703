namespace Flint.Optim;

/// <summary>What an optimiser remembers of one parameter.</summary>
public sealed class ParameterState
{
    readonly OrderedDictionary<string, Tensor> tensors = [];

    /// <summary>How many updates the parameter has had, this one included: 1 in the first.</summary>
    public long Step { get; internal set; }

    /// <summary>A remembered tensor, such as <c>exp_avg</c>.</summary>
    public Tensor this[string name]
    {
        get => tensors[name];
        set => tensors[name] = value;
    }

    internal IEnumerable<KeyValuePair<string, Tensor>> Tensors => tensors;
}
