namespace Flint.NN;

/// <summary>
/// Normalises over the last dimensions (Ba et al. 2016; torch LayerNorm): <c>y = (x - mean) / √(var + eps) · w + b</c>, with the biased
/// variance.
/// </summary>
/// <remarks>Weight starts as ones, bias as zeros.</remarks>
public sealed class LayerNorm : Module, ILayer, ISampleLayer
{
    readonly Shape normalizedShape;
    readonly double eps;

    /// <summary>Normalises over dimensions of these sizes.</summary>
    /// <param name="normalizedShape">Sizes of the last dimensions.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="elementwiseAffine">Whether w and b are applied.</param>
    /// <param name="bias">False leaves out b alone.</param>
    public LayerNorm(Shape normalizedShape, double eps = 1e-5, bool elementwiseAffine = true, bool bias = true)
    {
        (this.normalizedShape, this.eps) = (normalizedShape, eps);
        if (!elementwiseAffine) return;
        Weight = Parameter(Tensor.Ones(normalizedShape));
        if (bias) Bias = Parameter(Tensor.Zeros(normalizedShape));
    }

    /// <summary>Normalises over the last dimension of this size.</summary>
    /// <inheritdoc cref="LayerNorm(Shape, double, bool, bool)"/>
    public LayerNorm(int normalizedShape, double eps = 1e-5, bool elementwiseAffine = true, bool bias = true)
        : this([normalizedShape], eps, elementwiseAffine, bias) { }

    /// <summary>w, or null.</summary>
    public Tensor? Weight { get; }

    /// <summary>b, or null.</summary>
    public Tensor? Bias { get; }

    /// <summary>The same shape.</summary>
    /// <exception cref="ShapeException">The last dimensions are not those of the layer.</exception>
    public Tensor Forward(Tensor x)
    {
        if (x.Rank < normalizedShape.Rank || !x.Shape.Span[^normalizedShape.Rank..].SequenceEqual(normalizedShape.Span))
            throw new ShapeException($"{Label} normalises the last dimensions {normalizedShape} but got {x.Shape}.");
        return ObserveCall(x.LayerNorm(normalizedShape, Weight, Bias, eps), x);
    }

    int ISampleLayer.SampleRank => normalizedShape.Rank;

    Tensor ISampleLayer.WeightGradients(Tensor x, Tensor dy) => (dy * x.LayerNorm(normalizedShape, eps: eps)).SumToLast(normalizedShape.Rank);

    Tensor ISampleLayer.BiasGradients(Tensor dy) => dy.SumToLast(normalizedShape.Rank);
}
