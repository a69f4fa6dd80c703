namespace Flint.NN;

/// <summary>Makes the pixels of r x r squares channels: the inverse of <see cref="PixelShuffle"/> (torch PixelUnshuffle).</summary>
/// <param name="downscaleFactor">r.</param>
public sealed class PixelUnshuffle(int downscaleFactor) : Module, ILayer
{
    /// <summary>[..., C, H r, W r] to [..., C r², H, W].</summary>
    public Tensor Forward(Tensor x) => Observe(x.PixelUnshuffle(downscaleFactor));
}
