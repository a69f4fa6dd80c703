namespace Flint.NN;

/// <summary>A layer of one weight that can be applied with another one in its place, computed from it: what <see cref="WeightNorm"/> wraps.</summary>
public interface IWeightLayer : ILayer
{
    /// <summary>The weight, outputs first (inputs first in transposed convolutions).</summary>
    Tensor Weight { get; }

    /// <summary>The bias, or null.</summary>
    Tensor? Bias { get; }

    /// <summary>Applies the layer with <paramref name="weight"/> instead of its own.</summary>
    Tensor Forward(Tensor x, Tensor weight);
}
