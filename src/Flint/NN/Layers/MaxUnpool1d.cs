namespace Flint.NN;

/// <summary>Puts maxima back to their places among zeros (torch MaxUnpool1d).</summary>
/// <param name="kernel">The window of the pooling.</param>
/// <param name="stride">The step of the pooling; the kernel where not given.</param>
/// <param name="padding">The padding of the pooling.</param>
public sealed class MaxUnpool1d(int kernel, int? stride = null, int padding = 0) : Module
{
    /// <summary>[N, C, L'] and the indices of <see cref="MaxPool1d.ForwardWithIndices"/> to [N, C, L].</summary>
    /// <param name="x">The maxima.</param>
    /// <param name="indices">Their places.</param>
    /// <param name="outputSize">The size that was pooled, where the pooling dropped a part.</param>
    public Tensor Forward(Tensor x, Tensor indices, int? outputSize = null) => Observe(x.MaxUnpool1d(indices, kernel, stride, padding, outputSize));
}
