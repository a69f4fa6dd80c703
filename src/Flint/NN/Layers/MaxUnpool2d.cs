namespace Flint.NN;

/// <summary>Puts maxima back to their places among zeros (torch MaxUnpool2d).</summary>
/// <param name="kernel">The window of the pooling.</param>
/// <param name="stride">The step of the pooling; the kernel where not given.</param>
/// <param name="padding">The padding of the pooling.</param>
public sealed class MaxUnpool2d(Pair kernel, Pair? stride = null, Pair padding = default) : Module
{
    /// <summary>[N, C, H', W'] and the indices of <see cref="MaxPool2d.ForwardWithIndices"/> to [N, C, H, W].</summary>
    /// <param name="x">The maxima.</param>
    /// <param name="indices">Their places.</param>
    /// <param name="outputSize">The size that was pooled, where the pooling dropped a part.</param>
    public Tensor Forward(Tensor x, Tensor indices, Pair? outputSize = null) => Observe(x.MaxUnpool2d(indices, kernel, stride, padding, outputSize));
}
