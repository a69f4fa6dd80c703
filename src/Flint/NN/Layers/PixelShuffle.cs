namespace Flint.NN;

/// <summary>Makes r² channels the pixels of an r x r square (Shi et al. 2016; torch PixelShuffle).</summary>
/// <param name="upscaleFactor">r.</param>
public sealed class PixelShuffle(int upscaleFactor) : Module, ILayer
{
    /// <summary>[..., C r², H, W] to [..., C, H r, W r].</summary>
    public Tensor Forward(Tensor x) => Observe(x.PixelShuffle(upscaleFactor));
}
