namespace Flint;

/// <summary>Pooling of signals to a given length.</summary>
public static class AdaptivePool1dOps
{
    extension(Tensor x)
    {
        /// <summary>Mean over <paramref name="outputSize"/> windows: window i of n covers floor(i L / n) to ceil((i + 1) L / n).</summary>
        /// <returns>[N, C, outputSize] (or [C, outputSize]).</returns>
        /// <exception cref="ShapeException">The input is not [N, C, L] or [C, L], or a size is 0.</exception>
        /// <exception cref="DTypeException">The input is not floating.</exception>
        public Tensor AdaptiveAvgPool1d(int outputSize)
        {
            PoolChecks.OutputSize("AdaptiveAvgPool1d", x, [outputSize]);
            return x.Unsqueeze(-2).AdaptiveAvgPool2d((1, outputSize)).Squeeze(-2);
        }

        /// <summary>As <see cref="AdaptiveAvgPool1d"/>, with the maximum of each window.</summary>
        /// <inheritdoc cref="AdaptiveAvgPool1d"/>
        public Tensor AdaptiveMaxPool1d(int outputSize)
        {
            PoolChecks.OutputSize("AdaptiveMaxPool1d", x, [outputSize]);
            return x.Unsqueeze(-2).AdaptiveMaxPool2d((1, outputSize)).Squeeze(-2);
        }

        /// <summary>As <see cref="AdaptiveMaxPool1d"/>, with the position of each maximum, Int64.</summary>
        /// <inheritdoc cref="AdaptiveAvgPool1d"/>
        public (Tensor Output, Tensor Indices) AdaptiveMaxPool1dWithIndices(int outputSize)
        {
            PoolChecks.OutputSize("AdaptiveMaxPool1dWithIndices", x, [outputSize]);
            var (y, indices) = x.Unsqueeze(-2).AdaptiveMaxPool2dWithIndices((1, outputSize));
            return (y.Squeeze(-2), indices.Squeeze(-2));
        }
    }
}
