namespace Flint.NN;

/// <summary>Adds the inside mirrored at its edge, which is not repeated around the last dimension (torch ReflectionPad1d).</summary>
/// <param name="padding">One number for all sides, or [left, right]. Negative numbers cut off.</param>
public sealed class ReflectionPad1d(params int[] padding) : Module, ILayer
{
    readonly int[] sides = PaddingCheck.Sides(padding, 1, typeof(ReflectionPad1d));

    /// <summary>[C, W] or [N, C, W] to the same rank.</summary>
    /// <exception cref="ShapeException">The input has another rank, or is too small for the border.</exception>
    public Tensor Forward(Tensor x) => Observe(PaddingCheck.Checked(x, 1, Label).Pad(sides, PadMode.Reflect));
}
