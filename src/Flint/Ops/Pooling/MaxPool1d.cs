namespace Flint;

/// <summary>Maximum over sliding windows of signals.</summary>
public static class MaxPool1dOps
{
    extension(Tensor x)
    {
        /// <summary>As <see cref="MaxPool2dOps"/> for signals: y[n, c, i] = max over r below the kernel of x[n, c, i stride + r dilation - padding].</summary>
        /// <param name="kernel">Length of the window.</param>
        /// <param name="stride">Step between windows; the kernel where not given.</param>
        /// <param name="padding">Positions of minus infinity at both ends, at most half the kernel.</param>
        /// <param name="dilation">Step inside a window.</param>
        /// <param name="ceilMode">Also takes windows that hang over the end, as long as they start inside.</param>
        /// <returns>[N, C, L'] (or [C, L']), L' = floor((L + 2 padding - dilation (kernel - 1) - 1) / stride) + 1.</returns>
        /// <exception cref="ShapeException">The input is not [N, C, L] or [C, L], or the windows do not fit.</exception>
        /// <exception cref="DTypeException">The input is not floating.</exception>
        public Tensor MaxPool1d(int kernel, int? stride = null, int padding = 0, int dilation = 1, bool ceilMode = false)
        {
            MaxPool2dOps.Windows("MaxPool1d", x, [kernel], [stride ?? kernel], [padding], [dilation], ceilMode);
            return x.Unsqueeze(-2).MaxPool2d((1, kernel), (1, stride ?? kernel), (0, padding), (1, dilation), ceilMode).Squeeze(-2);
        }

        /// <summary>As <see cref="MaxPool1d"/>, with the position of each maximum, Int64.</summary>
        /// <inheritdoc cref="MaxPool1d"/>
        public (Tensor Output, Tensor Indices) MaxPool1dWithIndices(int kernel, int? stride = null, int padding = 0, int dilation = 1, bool ceilMode = false)
        {
            MaxPool2dOps.Windows("MaxPool1dWithIndices", x, [kernel], [stride ?? kernel], [padding], [dilation], ceilMode);
            var (y, indices) = x.Unsqueeze(-2).MaxPool2dWithIndices((1, kernel), (1, stride ?? kernel), (0, padding), (1, dilation), ceilMode);
            return (y.Squeeze(-2), indices.Squeeze(-2));
        }
    }
}
