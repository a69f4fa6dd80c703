namespace Flint.NN;

/// <summary>A layer that finds the gradients of its parameters sample by sample from a whole batch.</summary>
interface ISampleLayer
{
    /// <summary>Rank of the least input of one sample: an input of a higher rank has the samples in dimension 0.</summary>
    int SampleRank { get; }

    /// <summary>w, or null.</summary>
    Tensor? Weight { get; }

    /// <summary>b, or null.</summary>
    Tensor? Bias { get; }

    /// <summary>[N, ...weight]: dL/dw of each sample, from the layer's input and dL/doutput.</summary>
    Tensor WeightGradients(Tensor x, Tensor dy);

    /// <summary>[N, ...bias]: dL/db of each sample from dL/doutput.</summary>
    /// <exception cref="InvalidOperationException">b is null, and always is in such a layer.</exception>
    Tensor BiasGradients(Tensor dy) => throw new InvalidOperationException($"{GetType().Name} has no bias.");
}
