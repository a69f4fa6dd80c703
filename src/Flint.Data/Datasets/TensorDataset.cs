namespace Flint.Data;

/// <summary>
/// Examples held in two tensors whose first dimension counts them. Bytes with a <see cref="Normalization"/> become Float32 as the
/// batch is gathered, so a set of images takes a quarter of the memory and is never converted as a whole.
/// </summary>
public sealed class TensorDataset : Dataset
{
    readonly ByteMap[]? maps;

    /// <summary>Pairs inputs[i] with targets[i].</summary>
    /// <param name="inputs">[n, ...].</param>
    /// <param name="targets">[n, ...].</param>
    /// <param name="normalization">What UInt8 inputs [n, channels, ...] are put through; null leaves inputs as they are.</param>
    /// <param name="classes">The names of the classes that targets number.</param>
    /// <exception cref="ShapeException">The tensors differ in their first dimension, or have none.</exception>
    /// <exception cref="DTypeException">Normalisation is asked for inputs that are not UInt8.</exception>
    public TensorDataset(Tensor inputs, Tensor targets, Normalization? normalization = null, IReadOnlyList<string>? classes = null)
    {
        if (inputs.Rank == 0 || targets.Rank == 0 || inputs.Size(0) != targets.Size(0))
            throw new ShapeException($"A data set needs as many inputs as targets along the first dimension, but got {inputs.Shape} and {targets.Shape}.");
        if (normalization is not null)
        {
            if (inputs.DType != DType.UInt8)
                throw new DTypeException($"Normalisation on loading is for UInt8 inputs, but they are {inputs.DType}: normalise them beforehand, or pass null.");
            maps = normalization.Maps(inputs.Rank >= 3 ? inputs.Size(1) : 1);
        }
        (Inputs, Targets, Normalization, Classes) = (inputs.Contiguous(), targets.Contiguous(), normalization, classes ?? []);
    }

    /// <summary>All inputs as stored, not normalised: [n, ...].</summary>
    public Tensor Inputs { get; }

    /// <summary>All targets: [n, ...].</summary>
    public Tensor Targets { get; }

    /// <summary>What inputs are put through on loading, null for nothing.</summary>
    public Normalization? Normalization { get; }

    /// <inheritdoc/>
    public override int Count => Inputs.Size(0);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public override Example this[int index]
    {
        get
        {
            var (inputs, targets) = Get([index]);
            return new(Rows.At(inputs, 0), Rows.At(targets, 0));
        }
    }

    /// <inheritdoc/>
    public override Batch Get(ReadOnlySpan<int> indices)
    {
        foreach (var index in indices) CheckIndex(index);
        var inputs = maps is null ? Rows.Gather(Inputs, indices) : Rows.GatherMapped(Inputs, indices, maps);
        return new(inputs, Rows.Gather(Targets, indices));
    }

    /// <summary>The same examples with another normalisation, that of a trained model for instance.</summary>
    public TensorDataset With(Normalization? normalization) => new(Inputs, Targets, normalization, Classes);
}
