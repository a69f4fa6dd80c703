namespace Flint;

/// <summary>Channels as pixels and pixels as channels.</summary>
public static class PixelShuffleOps
{
    extension(Tensor x)
    {
        /// <summary>[..., C r², H, W] as [..., C, H r, W r]: each group of r² channels becomes the pixels of an r x r square. Source: Shi et al. 2016.</summary>
        /// <param name="upscaleFactor">r.</param>
        /// <exception cref="ShapeException">There are fewer than three dimensions, or the channels are no multiple of r².</exception>
        public Tensor PixelShuffle(int upscaleFactor)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(upscaleFactor, 1);
            var (r, lead) = (upscaleFactor, x.Rank - 3);
            if (lead < 0 || x.Size(-3) % ((long)r * r) != 0)
                throw new ShapeException($"PixelShuffle by {r} expects [..., C, H, W] with channels a multiple of {(long)r * r}, but got {x.Shape}.");
            var (channels, height, width) = ((int)(x.Size(-3) / ((long)r * r)), x.Size(-2), x.Size(-1));
            int[] outer = x.Shape.ToArray()[..lead], first = [.. Enumerable.Range(0, lead)];
            return x.Reshape([.. outer, channels, r, r, height, width])
                .Permute([.. first, lead, lead + 3, lead + 1, lead + 4, lead + 2]).Reshape([.. outer, channels, height * r, width * r]);
        }

        /// <summary>The inverse of <see cref="PixelShuffle"/>: [..., C, H r, W r] as [..., C r², H, W].</summary>
        /// <param name="downscaleFactor">r.</param>
        /// <exception cref="ShapeException">There are fewer than three dimensions, or height or width is no multiple of r.</exception>
        public Tensor PixelUnshuffle(int downscaleFactor)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(downscaleFactor, 1);
            var (r, lead) = (downscaleFactor, x.Rank - 3);
            if (lead < 0 || x.Size(-2) % r != 0 || x.Size(-1) % r != 0)
                throw new ShapeException($"PixelUnshuffle by {r} expects [..., C, H, W] with height and width a multiple of {r}, but got {x.Shape}.");
            var (channels, height, width) = (x.Size(-3), x.Size(-2) / r, x.Size(-1) / r);
            int[] outer = x.Shape.ToArray()[..lead], first = [.. Enumerable.Range(0, lead)];
            return x.Reshape([.. outer, channels, height, r, width, r])
                .Permute([.. first, lead, lead + 2, lead + 4, lead + 1, lead + 3]).Reshape([.. outer, channels * r * r, height, width]);
        }
    }
}
