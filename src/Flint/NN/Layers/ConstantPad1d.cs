namespace Flint.NN;

/// <summary>Adds a border of one value around the last dimension (torch ConstantPad1d).</summary>
/// <param name="padding">One number for all sides, or [left, right]. Negative numbers cut off.</param>
/// <param name="value">What the border holds.</param>
public sealed class ConstantPad1d(int[] padding, double value) : Module, ILayer
{
    readonly int[] sides = PaddingCheck.Sides(padding, 1, typeof(ConstantPad1d));

    /// <summary>[C, W] or [N, C, W] to the same rank.</summary>
    /// <exception cref="ShapeException">The input has another rank, or is too small for the border.</exception>
    public Tensor Forward(Tensor x) => Observe(PaddingCheck.Checked(x, 1, Label).Pad(sides, value));
}
