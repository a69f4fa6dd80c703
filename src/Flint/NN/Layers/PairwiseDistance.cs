namespace Flint.NN;

/// <summary>The p-norm of the difference of two vectors along the last dimension (torch PairwiseDistance).</summary>
/// <param name="p">The norm.</param>
/// <param name="eps">Added to the differences.</param>
/// <param name="keepDim">Whether the last dimension stays, of size 1.</param>
public sealed class PairwiseDistance(double p = 2, double eps = 1e-6, bool keepDim = false) : Module
{
    /// <summary>The two shapes broadcast, without the dimension.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Forward(Tensor a, Tensor b) => Observe(a.PairwiseDistance(b, p, eps, keepDim));
}
