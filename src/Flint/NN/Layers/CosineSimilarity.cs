namespace Flint.NN;

/// <summary>The cosine of the angle between two vectors along a dimension (torch CosineSimilarity).</summary>
/// <param name="dim">The dimension that is a vector.</param>
/// <param name="eps">Against divisions by 0.</param>
public sealed class CosineSimilarity(int dim = 1, double eps = 1e-8) : Module
{
    /// <summary>The two shapes broadcast, without the dimension.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Forward(Tensor a, Tensor b) => Observe(a.CosineSimilarity(b, dim, eps));
}
