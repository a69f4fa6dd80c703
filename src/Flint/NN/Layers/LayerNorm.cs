namespace Flint.NN;

/// <summary>
/// Normalises over the last dimensions (Ba et al. 2016; torch LayerNorm): <c>y = (x - mean) / √(var + eps) · w + b</c>, with the biased
/// variance.
/// </summary>
/// <remarks>Weight starts as ones, bias as zeros.</remarks>
public sealed class LayerNorm : Module, ILayer
{
    readonly Shape shape;
    readonly double eps;

    /// <summary>Normalises over dimensions of these sizes.</summary>
    /// <param name="shape">Sizes of the last dimensions (torch: normalized_shape).</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="affine">Whether w and b are applied (torch: elementwise_affine).</param>
    public LayerNorm(Shape shape, double eps = 1e-5, bool affine = true)
    {
        (this.shape, this.eps) = (shape, eps);
        if (!affine) return;
        Weight = Parameter(Tensor.Ones(shape));
        Bias = Parameter(Tensor.Zeros(shape));
    }

    /// <summary>Normalises over the last dimension of this size.</summary>
    /// <inheritdoc cref="LayerNorm(Shape, double, bool)"/>
    public LayerNorm(int size, double eps = 1e-5, bool affine = true) : this([size], eps, affine) { }

    /// <summary>w, or null.</summary>
    public Tensor? Weight { get; }

    /// <summary>b, or null.</summary>
    public Tensor? Bias { get; }

    /// <summary>The same shape.</summary>
    /// <exception cref="ShapeException">The last dimensions are not those of the layer.</exception>
    public Tensor Forward(Tensor x)
    {
        if (x.Rank < shape.Rank || !x.Shape.Span[^shape.Rank..].SequenceEqual(shape.Span))
            throw new ShapeException($"{Label} normalises the last dimensions {shape} but got {x.Shape}.");
        return Observe(x.LayerNorm(shape, Weight, Bias, eps));
    }
}
