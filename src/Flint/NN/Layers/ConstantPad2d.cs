namespace Flint.NN;

/// <summary>Adds a border of one value around the last 2 dimensions (torch ConstantPad2d).</summary>
/// <param name="padding">One number for all sides, or [left, right, top, bottom]. Negative numbers cut off.</param>
/// <param name="value">What the border holds.</param>
public sealed class ConstantPad2d(int[] padding, double value) : Module, ILayer
{
    readonly int[] sides = PaddingCheck.Sides(padding, 2, typeof(ConstantPad2d));

    /// <summary>[C, H, W] or [N, C, H, W] to the same rank.</summary>
    /// <exception cref="ShapeException">The input has another rank, or is too small for the border.</exception>
    public Tensor Forward(Tensor x) => Observe(PaddingCheck.Checked(x, 2, Label).Pad(sides, value));
}
