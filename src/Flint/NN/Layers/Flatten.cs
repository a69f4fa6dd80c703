namespace Flint.NN;

/// <summary>Makes one dimension of several (torch Flatten); all but the batch by default.</summary>
/// <param name="startDim">The first dimension that is merged.</param>
/// <param name="endDim">The last.</param>
public sealed class Flatten(int startDim = 1, int endDim = -1) : Module, ILayer
{
    /// <summary>[N, C, H, W] to [N, C · H · W].</summary>
    public Tensor Forward(Tensor x) => Observe(x.Flatten(startDim, endDim));
}
