namespace Flint.NN;

/// <summary>Adds the inside mirrored at its edge, which is not repeated around the last 2 dimensions (torch ReflectionPad2d).</summary>
/// <param name="padding">One number for all sides, or [left, right, top, bottom]. Negative numbers cut off.</param>
public sealed class ReflectionPad2d(params int[] padding) : Module, ILayer
{
    readonly int[] sides = PaddingCheck.Sides(padding, 2, typeof(ReflectionPad2d));

    /// <summary>[C, H, W] or [N, C, H, W] to the same rank.</summary>
    /// <exception cref="ShapeException">The input has another rank, or is too small for the border.</exception>
    public Tensor Forward(Tensor x) => Observe(PaddingCheck.Checked(x, 2, Label).Pad(sides, PadMode.Reflect));
}
