namespace Flint.NN;

/// <summary>
/// Divides by the root mean square of the last dimensions (Zhang and Sennrich 2019; torch RMSNorm): <c>y = x / √(mean(x²) + eps) · w</c>.
/// </summary>
/// <remarks>Weight starts as ones.</remarks>
public sealed class RMSNorm : Module, ILayer, ISampleLayer
{
    readonly Shape normalizedShape;
    readonly double? eps;

    /// <summary>Normalises over dimensions of these sizes.</summary>
    /// <param name="normalizedShape">Sizes of the last dimensions.</param>
    /// <param name="eps">Added to the mean square; the distance from 1 to the next number of the dtype where not given.</param>
    /// <param name="elementwiseAffine">Whether w is applied.</param>
    public RMSNorm(Shape normalizedShape, double? eps = null, bool elementwiseAffine = true)
    {
        (this.normalizedShape, this.eps) = (normalizedShape, eps);
        if (elementwiseAffine) Weight = Parameter(Tensor.Ones(normalizedShape));
    }

    /// <summary>Normalises over the last dimension of this size.</summary>
    /// <inheritdoc cref="RMSNorm(Shape, double?, bool)"/>
    public RMSNorm(int normalizedShape, double? eps = null, bool elementwiseAffine = true) : this([normalizedShape], eps, elementwiseAffine) { }

    /// <summary>w, or null.</summary>
    public Tensor? Weight { get; }

    /// <summary>The same shape.</summary>
    /// <exception cref="ShapeException">The last dimensions are not those of the layer.</exception>
    public Tensor Forward(Tensor x)
    {
        if (x.Rank < normalizedShape.Rank || !x.Shape.Span[^normalizedShape.Rank..].SequenceEqual(normalizedShape.Span))
            throw new ShapeException($"{Label} normalises the last dimensions {normalizedShape} but got {x.Shape}.");
        return ObserveCall(x.RMSNorm(normalizedShape, Weight, eps), x);
    }

    int ISampleLayer.SampleRank => normalizedShape.Rank;

    Tensor? ISampleLayer.Bias => null;

    Tensor ISampleLayer.WeightGradients(Tensor x, Tensor dy) => (dy * x.RMSNorm(normalizedShape, eps: eps)).SumToLast(normalizedShape.Rank);
}
