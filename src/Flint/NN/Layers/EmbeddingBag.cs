namespace Flint.NN;

/// <summary>A table of vectors that sums, averages or maximises over bags of indices (torch EmbeddingBag).</summary>
/// <remarks>Weight [numEmbeddings, embeddingDim] starts as N(0, 1).</remarks>
public sealed class EmbeddingBag : Module
{
    readonly EmbeddingBagMode mode;

    /// <summary>A table with random rows.</summary>
    /// <param name="numEmbeddings">How many indices there are.</param>
    /// <param name="embeddingDim">The length of each vector.</param>
    /// <param name="mode">What becomes of a bag.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    public EmbeddingBag(int numEmbeddings, int embeddingDim, EmbeddingBagMode mode = EmbeddingBagMode.Mean)
    {
        LayerCheck.AtLeast(0, numEmbeddings, GetType());
        LayerCheck.AtLeast(0, embeddingDim, GetType());
        this.mode = mode;
        Weight = Parameter(Init.Normal(Tensor.Empty([numEmbeddings, embeddingDim])));
    }

    /// <summary>The table, [numEmbeddings, embeddingDim].</summary>
    public Tensor Weight { get; init; }

    /// <summary>Indices [bags, length], or [n] with the offsets of the bags, to [bags, dim].</summary>
    /// <exception cref="TensorIndexException">An index is outside the table.</exception>
    public Tensor Forward(Tensor indices, Tensor? offsets = null, Tensor? perSampleWeights = null) =>
        Observe(Weight.EmbeddingBag(indices, offsets, mode, perSampleWeights));
}
