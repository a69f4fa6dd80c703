using Flint.Kernels;

namespace Flint;

/// <summary>Pooling to a given output size, and over the whole plane.</summary>
public static class AdaptivePool2dOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// Mean over windows chosen so that the output is <paramref name="outputSize"/>: window i of n covers
        /// floor(i H / n) to ceil((i + 1) H / n) of the rows, and the same for the columns.
        /// </summary>
        /// <returns>[N, C, h, w] (or [C, h, w]) for an output size of (h, w).</returns>
        /// <exception cref="ShapeException">The input is not [N, C, H, W] or [C, H, W], or a size is 0.</exception>
        /// <exception cref="DTypeException">The input is not floating.</exception>
        public Tensor AdaptiveAvgPool2d(Pair outputSize)
        {
            PoolChecks.OutputSize("AdaptiveAvgPool2d", x, outputSize.ToArray());
            return AvgPool2dOps.Pool(x,
                PoolWindows.Adaptive(x.Size(-2), outputSize.Height), PoolWindows.Adaptive(x.Size(-1), outputSize.Width));
        }

        /// <summary>As <see cref="AdaptiveAvgPool2d(Tensor, Pair)"/>, with the maximum of each window.</summary>
        /// <returns>[N, C, h, w] (or [C, h, w]) for an output size of (h, w).</returns>
        /// <exception cref="ShapeException">The input is not [N, C, H, W] or [C, H, W], or a size is 0.</exception>
        /// <exception cref="DTypeException">The input is not floating.</exception>
        public Tensor AdaptiveMaxPool2d(Pair outputSize)
        {
            PoolChecks.OutputSize("AdaptiveMaxPool2d", x, outputSize.ToArray());
            return MaxPool2dOps.Pool(x,
                PoolWindows.Adaptive(x.Size(-2), outputSize.Height), PoolWindows.Adaptive(x.Size(-1), outputSize.Width));
        }

        /// <summary>As <see cref="AdaptiveMaxPool2d(Tensor, Pair)"/>, with the place of each maximum in its plane: row · W + column, Int64.</summary>
        /// <inheritdoc cref="AdaptiveMaxPool2d(Tensor, Pair)"/>
        public (Tensor Output, Tensor Indices) AdaptiveMaxPool2dWithIndices(Pair outputSize)
        {
            PoolChecks.OutputSize("AdaptiveMaxPool2dWithIndices", x, outputSize.ToArray());
            return MaxPool2dOps.PoolWithIndices(x,
                PoolWindows.Adaptive(x.Size(-2), outputSize.Height), PoolWindows.Adaptive(x.Size(-1), outputSize.Width));
        }

        /// <summary>Mean of each plane: [N, C, H, W] gives [N, C, 1, 1].</summary>
        public Tensor GlobalAvgPool2d() => x.AdaptiveAvgPool2d(1);

        /// <summary>Maximum of each plane: [N, C, H, W] gives [N, C, 1, 1].</summary>
        public Tensor GlobalMaxPool2d() => x.AdaptiveMaxPool2d(1);
    }
}
