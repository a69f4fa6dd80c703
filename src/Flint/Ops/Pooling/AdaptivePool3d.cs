using Flint.Kernels;

namespace Flint;

/// <summary>Pooling of volumes to a given output size.</summary>
public static class AdaptivePool3dOps
{
    extension(Tensor x)
    {
        /// <summary>Mean over windows chosen so that the output is <paramref name="outputSize"/>, as <see cref="AdaptivePool2dOps"/>.</summary>
        /// <returns>[N, C, d, h, w] (or [C, d, h, w]) for an output size of (d, h, w).</returns>
        /// <exception cref="ShapeException">The input is not [N, C, D, H, W] or [C, D, H, W], or a size is 0.</exception>
        /// <exception cref="DTypeException">The input is not floating.</exception>
        public Tensor AdaptiveAvgPool3d(Triple outputSize) => AvgPool3dOps.Pool(x, Windows("AdaptiveAvgPool3d", x, outputSize));

        /// <summary>As <see cref="AdaptiveAvgPool3d"/>, with the maximum of each window.</summary>
        /// <inheritdoc cref="AdaptiveAvgPool3d"/>
        public Tensor AdaptiveMaxPool3d(Triple outputSize) => MaxPool3dOps.Pool(x, Windows("AdaptiveMaxPool3d", x, outputSize));

        /// <summary>As <see cref="AdaptiveMaxPool3d"/>, with the place of each maximum in its volume, Int64.</summary>
        /// <inheritdoc cref="AdaptiveAvgPool3d"/>
        public (Tensor Output, Tensor Indices) AdaptiveMaxPool3dWithIndices(Triple outputSize) =>
            MaxPool3dOps.PoolWithIndices(x, Windows("AdaptiveMaxPool3dWithIndices", x, outputSize));
    }

    static PoolWindows[] Windows(string name, Tensor x, Triple outputSize)
    {
        PoolChecks.OutputSize(name, x, outputSize.ToArray());
        return PoolWindows.Adaptive(PoolChecks.Sizes(x, 3), outputSize.ToArray());
    }
}
