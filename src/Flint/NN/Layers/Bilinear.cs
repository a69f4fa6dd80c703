namespace Flint.NN;

/// <summary>A bilinear form per output: <c>y[o] = x1ᵀ W[o] x2 + b[o]</c> (torch Bilinear).</summary>
/// <remarks>Weight [out, in1, in2] and bias [out] start as U(±1/√in1).</remarks>
public sealed class Bilinear : Module
{
    /// <summary>A layer with random weights.</summary>
    /// <param name="in1Features">Size of the first input's last dimension.</param>
    /// <param name="in2Features">Size of the second input's last dimension.</param>
    /// <param name="outFeatures">Size of the output's last dimension.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public Bilinear(int in1Features, int in2Features, int outFeatures, bool bias = true)
    {
        LayerCheck.AtLeast(1, in1Features, GetType());
        LayerCheck.AtLeast(1, in2Features, GetType());
        LayerCheck.AtLeast(1, outFeatures, GetType());
        var bound = 1 / Math.Sqrt(in1Features);
        Weight = Parameter(Init.Uniform(Tensor.Empty([outFeatures, in1Features, in2Features]), -bound, bound));
        Bias = bias ? Parameter(Init.Uniform(Tensor.Empty([outFeatures]), -bound, bound)) : null;
    }

    /// <summary>W, [out, in1, in2].</summary>
    public Tensor Weight { get; }

    /// <summary>b, [out], or null.</summary>
    public Tensor? Bias { get; }

    /// <summary>[..., in1] and [..., in2] to [..., out].</summary>
    /// <exception cref="ShapeException">A size does not fit.</exception>
    public Tensor Forward(Tensor x1, Tensor x2) => Observe(x1.Bilinear(x2, Weight, Bias));
}
