namespace Flint.NN;

/// <summary>Softmax over the channels of [N, C, H, W] or [C, H, W], at each place (torch Softmax2d).</summary>
public sealed class Softmax2d : Module, ILayer
{
    /// <summary>Probabilities of the same shape.</summary>
    /// <exception cref="ShapeException">There are neither three nor four dimensions.</exception>
    public Tensor Forward(Tensor x) => x.Rank is 3 or 4
        ? Observe(x.Softmax(-3))
        : throw new ShapeException($"{Label} expects [N, C, H, W] or [C, H, W] but got {x.Shape}.");
}
