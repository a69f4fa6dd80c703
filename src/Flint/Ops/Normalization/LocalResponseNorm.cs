using Flint.Kernels;

namespace Flint;

/// <summary>Normalisation over neighbouring channels.</summary>
public static class LocalResponseNormOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// y[c] = x[c] / (k + alpha / size Σ x[j]²)^beta over the <paramref name="size"/> channels j around c: from c - size / 2 on, those that
        /// exist. Source: Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural networks", 2012.
        /// </summary>
        /// <param name="size">How many channels are summed.</param>
        /// <param name="alpha">Factor of the mean square.</param>
        /// <param name="beta">Exponent.</param>
        /// <param name="k">Added to the mean square.</param>
        /// <returns>The shape of the input, [N, C, ...].</returns>
        /// <exception cref="ShapeException">The input has fewer than three dimensions.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor LocalResponseNorm(int size, double alpha = 1e-4, double beta = 0.75, double k = 1)
        {
            NormChecks.Floating("LocalResponseNorm", x);
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
            if (x.Rank < 3) throw new ShapeException($"LocalResponseNorm expects [N, C, ...] of three dimensions or more, but got {x.Shape}.");
            var channels = x.Size(1);
            var around = SparseRows.Of(channels, channels, c =>
                Enumerable.Range(c - size / 2, size).Where(j => j >= 0 && j < channels).Select(j => (j, alpha / size)));
            return x / (AxisProducts.Along(x.Square(), 1, around) + k).Pow(beta);
        }
    }
}
