namespace Flint;

/// <summary>Mean over sliding windows of signals.</summary>
public static class AvgPool1dOps
{
    extension(Tensor x)
    {
        /// <summary>y[n, c, i] = mean of x over the window that starts at i stride - padding.</summary>
        /// <param name="kernel">Length of the window.</param>
        /// <param name="stride">Step between windows; the kernel where not given.</param>
        /// <param name="padding">Zeros at both ends, at most half the kernel.</param>
        /// <param name="ceilMode">Also takes windows that hang over the end, as long as they start inside.</param>
        /// <param name="countIncludePad">Whether zeros of the padding count in the divisor.</param>
        /// <returns>[N, C, L'] (or [C, L']), L' = floor((L + 2 padding - kernel) / stride) + 1.</returns>
        /// <exception cref="ShapeException">The input is not [N, C, L] or [C, L], or the windows do not fit.</exception>
        /// <exception cref="DTypeException">The input is not floating.</exception>
        public Tensor AvgPool1d(int kernel, int? stride = null, int padding = 0, bool ceilMode = false, bool countIncludePad = true)
        {
            AvgPool2dOps.Windows("AvgPool1d", x, [kernel], [stride ?? kernel], [padding], ceilMode, countIncludePad, divisorOverride: null);
            return x.Unsqueeze(-2).AvgPool2d((1, kernel), (1, stride ?? kernel), (0, padding), ceilMode, countIncludePad).Squeeze(-2);
        }
    }
}
