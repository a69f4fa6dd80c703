namespace Flint.NN;

/// <summary>Adds the other side around the last 3 dimensions (torch CircularPad3d).</summary>
/// <param name="padding">One number for all sides, or [left, right, top, bottom, front, back]. Negative numbers cut off.</param>
public sealed class CircularPad3d(params int[] padding) : Module, ILayer
{
    readonly int[] sides = PaddingCheck.Sides(padding, 3, typeof(CircularPad3d));

    /// <summary>[C, D, H, W] or [N, C, D, H, W] to the same rank.</summary>
    /// <exception cref="ShapeException">The input has another rank, or is too small for the border.</exception>
    public Tensor Forward(Tensor x) => Observe(PaddingCheck.Checked(x, 3, Label).Pad(sides, PadMode.Circular));
}
