namespace Flint.NN;

/// <summary>A table of vectors, looked up by index (torch Embedding).</summary>
/// <remarks>Weight [numEmbeddings, embeddingDim] starts as N(0, 1); the row of the padding index is zero and gets no gradient.</remarks>
public sealed class Embedding : Module, ILayer, ISampleLayer
{
    readonly int? paddingIdx;

    /// <summary>A table with random rows.</summary>
    /// <param name="numEmbeddings">How many indices there are.</param>
    /// <param name="embeddingDim">The length of each vector.</param>
    /// <param name="paddingIdx">An index that stands for nothing; -1 is the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or the padding index outside the table.</exception>
    public Embedding(int numEmbeddings, int embeddingDim, int? paddingIdx = null)
    {
        LayerCheck.AtLeast(0, numEmbeddings, GetType());
        LayerCheck.AtLeast(0, embeddingDim, GetType());
        if (paddingIdx < -numEmbeddings || paddingIdx >= numEmbeddings)
            throw new ArgumentOutOfRangeException(nameof(paddingIdx), paddingIdx, $"The padding index must be in the table of {numEmbeddings} rows.");
        this.paddingIdx = paddingIdx < 0 ? paddingIdx + numEmbeddings : paddingIdx;
        Weight = Parameter(Init.Normal(Tensor.Empty([numEmbeddings, embeddingDim])));
        if (this.paddingIdx is not { } padding) return;
        using var _ = new NoGrad();
        Weight[padding].Fill(0);
    }

    /// <summary>The table, [numEmbeddings, embeddingDim]. Give another layer's to share it.</summary>
    public Tensor Weight { get; init; }

    /// <summary>Indices (Int32 or Int64) [...] to vectors [..., dim].</summary>
    /// <exception cref="TensorIndexException">An index is outside the table.</exception>
    public Tensor Forward(Tensor indices) => ObserveCall(Weight.Embedding(indices, paddingIdx), indices);

    int ISampleLayer.SampleRank => 0;

    Tensor? ISampleLayer.Bias => null;

    Tensor ISampleLayer.WeightGradients(Tensor x, Tensor dy)
    {
        var (samples, rows, size) = (x.Size(0), Weight.Size(0), Weight.Size(1));
        var starts = (Tensor.Arange(samples) * rows).To(DType.Int64).Unsqueeze(1);
        var places = (x.Reshape(samples, x.Count == 0 ? 0 : -1).To(DType.Int64) + starts).Flatten();
        var gradients = Tensor.Zeros([samples * rows, size], dy.DType).IndexAdd(0, places, dy.Reshape((int)x.Count, size)).Reshape(samples, rows, size);
        if (paddingIdx is { } padding) gradients.Select(1, padding).Fill(0);
        return gradients;
    }
}
