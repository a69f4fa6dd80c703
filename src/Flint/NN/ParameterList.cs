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

    /// <summary>All numbers of all parameters in one vector, with a gradient (torch <c>parameters_to_vector</c>).</summary>
    public Tensor ToVector() => Count == 0 ? Tensor.Zeros([0]) : Tensor.Concat([.. this.Select(p => p.Reshape(-1))], 0);

    /// <summary>Copies the numbers of such a vector into the parameters (torch <c>vector_to_parameters</c>).</summary>
    /// <exception cref="ShapeException">It is not a vector of as many numbers.</exception>
    public void FromVector(Tensor vector)
    {
        var count = this.Sum(p => p.Count);
        if (vector.Rank != 1 || vector.Count != count) throw new ShapeException($"These parameters have {count} numbers, shape [{count}], but got a vector {vector.Shape}.");
        using var _ = new NoGrad();
        var start = 0;
        foreach (var parameter in this)
        {
            parameter.CopyFrom(vector.Detach().Narrow(0, start, (int)parameter.Count).Reshape(parameter.Shape));
            start += (int)parameter.Count;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<Tensor> GetEnumerator() => items.Select(i => i.Parameter).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
