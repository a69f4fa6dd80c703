namespace Flint.NN;

/// <summary>Puts maxima back to their places among zeros (torch MaxUnpool3d).</summary>
/// <param name="kernel">The window of the pooling.</param>
/// <param name="stride">The step of the pooling; the kernel where not given.</param>
/// <param name="padding">The padding of the pooling.</param>
public sealed class MaxUnpool3d(Triple kernel, Triple? stride = null, Triple padding = default) : Module
{
    /// <summary>[N, C, D', H', W'] and the indices of <see cref="MaxPool3d.ForwardWithIndices"/> to [N, C, D, H, W].</summary>
    /// <param name="x">The maxima.</param>
    /// <param name="indices">Their places.</param>
    /// <param name="outputSize">The size that was pooled, where the pooling dropped a part.</param>
    public Tensor Forward(Tensor x, Tensor indices, Triple? outputSize = null) => Observe(x.MaxUnpool3d(indices, kernel, stride, padding, outputSize));
}
