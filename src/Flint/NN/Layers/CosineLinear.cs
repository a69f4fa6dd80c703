namespace Flint.NN;

/// <summary>The cosine of the angle between the input and each row of the weight: <c>y[c] = x·w[c] / (|x| |w[c]|)</c>.</summary>
/// <remarks>
/// The last layer of margin losses such as <see cref="Loss.ArcFace"/>; only directions count. Weight [out, in] starts as Xavier's normal
/// distribution.
/// </remarks>
public sealed class CosineLinear : Module, ILayer
{
    /// <summary>A layer with random weights.</summary>
    /// <param name="inFeatures">Size of the input's last dimension.</param>
    /// <param name="outFeatures">Size of the output's last dimension: the number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public CosineLinear(int inFeatures, int outFeatures)
    {
        LayerCheck.AtLeast(1, inFeatures, GetType());
        LayerCheck.AtLeast(1, outFeatures, GetType());
        Weight = Parameter(Init.XavierNormal(Tensor.Empty([outFeatures, inFeatures])));
    }

    /// <summary>A direction for each output, [out, in]; its length does not count.</summary>
    public Tensor Weight { get; }

    /// <summary>[..., in] to cosines [..., out].</summary>
    /// <exception cref="ShapeException">The last dimension is not <c>in</c>.</exception>
    public Tensor Forward(Tensor x)
    {
        if (x.Rank == 0 || x.Size(-1) != Weight.Size(1))
            throw new ShapeException($"{Label} expects {Weight.Size(1)} input features (weight {Weight.Shape}) but got {x.Shape}: features are the last dimension.");
        return Observe(x.Normalize(dim: -1).Linear(Weight.Normalize(dim: -1)));
    }
}
