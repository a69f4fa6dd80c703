using System.Collections;

namespace Flint.NN;

/// <summary>
/// Layers in a row, each applied to the output of the one before. Keys are positions (<c>0.weight</c>), or the names given to
/// <see cref="Add(string, ILayer)"/>.
/// </summary>
/// <example>
/// <c>Sequential net = [new Linear(784, 128), new Relu(), new Linear(128, 10)];</c> or
/// <c>new Sequential { { "fc1", new Linear(784, 128) }, { "act", new Relu() } }</c>
/// </example>
public sealed class Sequential : Module, ILayer, IReadOnlyList<ILayer>, IBatchNormPairs
{
    [Key("")]
    readonly OrderedDictionary<string, ILayer> layers = [];

    /// <summary>No layers yet.</summary>
    public Sequential() { }

    /// <summary>These layers in this order.</summary>
    public Sequential(params IEnumerable<ILayer> layers)
    {
        foreach (var layer in layers) Add(layer);
    }

    /// <summary>Appends a layer under its position.</summary>
    public void Add(ILayer layer) => Add($"{Count}", layer);

    /// <summary>Appends a layer under a name.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, ILayer layer) => layers.Add(name, layer);

    /// <summary>The number of layers.</summary>
    public int Count => layers.Count;

    /// <summary>The layer at a position; another can be put in its place.</summary>
    public ILayer this[int index]
    {
        get => layers.GetAt(index).Value;
        set => layers.SetAt(index, value);
    }

    /// <summary>Applies the layers in order.</summary>
    public Tensor Forward(Tensor x)
    {
        for (var i = 0; i < Count;) x = FusedActivation.Forward(this, ref i, x);
        return Observe(x);
    }

    IEnumerable<(ILayer Layer, BatchNorm Norm)> IBatchNormPairs.BatchNormPairs
    {
        get
        {
            for (var i = 1; i < Count; i++)
                if (this[i] is BatchNorm norm) yield return (this[i - 1], norm);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<ILayer> GetEnumerator() => layers.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
