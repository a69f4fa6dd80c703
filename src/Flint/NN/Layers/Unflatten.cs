namespace Flint.NN;

/// <summary>Makes several dimensions of one (torch Unflatten).</summary>
/// <param name="dim">The dimension that is split.</param>
/// <param name="sizes">What it becomes; one may be -1.</param>
public sealed class Unflatten(int dim, params int[] sizes) : Module, ILayer
{
    /// <summary>[N, C · H · W] to [N, C, H, W] for dim 1.</summary>
    /// <exception cref="ShapeException">The sizes do not multiply to that dimension's.</exception>
    public Tensor Forward(Tensor x) => Observe(x.Unflatten(dim, sizes));
}
