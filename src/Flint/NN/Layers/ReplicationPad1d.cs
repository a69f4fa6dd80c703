namespace Flint.NN;

/// <summary>Adds the value at the edge around the last dimension (torch ReplicationPad1d).</summary>
/// <param name="padding">One number for all sides, or [left, right]. Negative numbers cut off.</param>
public sealed class ReplicationPad1d(params int[] padding) : Module, ILayer
{
    readonly int[] sides = PaddingCheck.Sides(padding, 1, typeof(ReplicationPad1d));

    /// <summary>[C, W] or [N, C, W] to the same rank.</summary>
    /// <exception cref="ShapeException">The input has another rank, or is too small for the border.</exception>
    public Tensor Forward(Tensor x) => Observe(PaddingCheck.Checked(x, 1, Label).Pad(sides, PadMode.Replicate));
}
