namespace Flint;

/// <summary>The p-norm of sliding windows.</summary>
public static class LpPoolOps
{
    extension(Tensor x)
    {
        /// <summary>y = (Σ xᵖ)^(1/p) over each window: the maximum as p grows, the sum at p = 1. Negative sums give 0, as in PyTorch.</summary>
        /// <param name="normType">p.</param>
        /// <param name="kernel">Length of the window.</param>
        /// <param name="stride">Step between windows; the kernel where not given.</param>
        /// <param name="ceilMode">Also takes windows that hang over the end; their sum counts as if it were of a whole window.</param>
        /// <returns>[N, C, L'] (or [C, L']).</returns>
        /// <exception cref="ShapeException">The input is not [N, C, L] or [C, L], or the windows do not fit.</exception>
        /// <exception cref="DTypeException">The input is not floating.</exception>
        public Tensor LPPool1d(double normType, int kernel, int? stride = null, bool ceilMode = false)
        {
            AvgPool2dOps.Windows("LPPool1d", x, [kernel], [stride ?? kernel], [0], ceilMode, true, null);
            return Root(x.Pow(normType).AvgPool1d(kernel, stride, 0, ceilMode), kernel, normType);
        }

        /// <summary>As <see cref="LPPool1d"/>, for images [N, C, H, W] or [C, H, W].</summary>
        /// <inheritdoc cref="LPPool1d"/>
        public Tensor LPPool2d(double normType, Pair kernel, Pair? stride = null, bool ceilMode = false)
        {
            AvgPool2dOps.Windows("LPPool2d", x, kernel.ToArray(), (stride ?? kernel).ToArray(), [0, 0], ceilMode, true, null);
            return Root(x.Pow(normType).AvgPool2d(kernel, stride, default, ceilMode), (double)kernel.Height * kernel.Width, normType);
        }
    }

    static Tensor Root(Tensor mean, double cells, double normType) => (mean.Relu() * cells).Pow(1 / normType);
}
