namespace Flint.NN;

/// <summary>
/// Normalises groups of channels, example by example (Wu and He 2018; torch GroupNorm): <c>y = (x - mean) / √(var + eps) · w + b</c>, with the
/// biased variance.
/// </summary>
/// <remarks>Weight [C] starts as ones, bias [C] as zeros.</remarks>
public sealed class GroupNorm : Module, ILayer, ISampleLayer
{
    readonly int numGroups, numChannels;
    readonly double eps;

    /// <summary>A layer for this many channels.</summary>
    /// <param name="numGroups">The channels are cut into this many groups.</param>
    /// <param name="numChannels">C, dimension 1 of the input.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="affine">Whether w and b are applied.</param>
    /// <exception cref="ArgumentException">The channels cannot be cut into these groups.</exception>
    public GroupNorm(int numGroups, int numChannels, double eps = 1e-5, bool affine = true)
    {
        LayerCheck.AtLeast(1, numGroups, GetType());
        LayerCheck.AtLeast(0, numChannels, GetType());
        if (numChannels % numGroups != 0)
            throw new ArgumentException($"GroupNorm cannot cut {numChannels} channels into {numGroups} groups of equal size.");
        (this.numGroups, this.numChannels, this.eps) = (numGroups, numChannels, eps);
        if (!affine) return;
        Weight = Parameter(Tensor.Ones([numChannels]));
        Bias = Parameter(Tensor.Zeros([numChannels]));
    }

    /// <summary>w, [numChannels], or null.</summary>
    public Tensor? Weight { get; }

    /// <summary>b, [numChannels], or null.</summary>
    public Tensor? Bias { get; }

    /// <summary>[N, C, ...] to the same shape.</summary>
    /// <exception cref="ShapeException">The input has another number of channels.</exception>
    public Tensor Forward(Tensor x)
    {
        if (x.Rank < 2 || x.Size(1) != numChannels)
            throw new ShapeException($"{Label} expects [N, C, ...] with {numChannels} channels but got {x.Shape}: channels are dimension 1.");
        return ObserveCall(x.GroupNorm(numGroups, Weight, Bias, eps), x);
    }

    int ISampleLayer.SampleRank => 1;

    Tensor ISampleLayer.WeightGradients(Tensor x, Tensor dy) => (dy * x.GroupNorm(numGroups, eps: eps)).SumToChannels();

    Tensor ISampleLayer.BiasGradients(Tensor dy) => dy.SumToChannels();
}
