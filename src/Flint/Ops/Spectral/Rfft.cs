namespace Flint;

/// <summary>Discrete Fourier transforms of real signals.</summary>
public static class RfftOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// The first n/2 + 1 values of <c>Fft</c> of a real signal, the others being their conjugates: [..., n] to pairs [..., n/2 + 1, 2].
        /// </summary>
        /// <param name="n">Length: longer input is cut, shorter gets zeros. The dimension's size where not given.</param>
        /// <param name="dim">The dimension; in the result the pairs follow behind all dimensions.</param>
        /// <param name="norm">Where the factor 1/n goes.</param>
        /// <exception cref="ShapeException">The length is below 1.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor Rfft(int? n = null, int dim = -1, FftNorm norm = FftNorm.Backward)
        {
            Fourier.Floating("Rfft", x);
            var d = x.Dim(dim);
            var length = Fourier.Length("Rfft", n, x.Size(d));
            var fitted = Fourier.Fit(x, d, length);
            var scale = Fourier.Scale(length, norm, inverse: false);
            return d == x.Rank - 1 ? Fourier.ToHalf(fitted, scale) : Fourier.ToHalf(fitted.Transpose(d, -1), scale).Transpose(d, -2);
        }

        /// <summary>
        /// The inverse of <see cref="Rfft"/>: pairs [..., n/2 + 1, 2] to a real signal [..., n]. Imaginary parts at frequency 0 and, for
        /// even n, n/2 count as 0.
        /// </summary>
        /// <param name="n">Length of the signal; 2 (size - 1) where not given. Give it for an odd length.</param>
        /// <param name="dim">A dimension of the complex tensor: the pairs do not count, -1 is the one before them.</param>
        /// <param name="norm">Where the factor 1/n goes.</param>
        /// <exception cref="ShapeException">The last dimension is not 2, or the length is below 1.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor Irfft(int? n = null, int dim = -1, FftNorm norm = FftNorm.Backward)
        {
            var d = Fourier.PairDim("Irfft", x, dim);
            var length = Fourier.Length("Irfft", n, 2 * (x.Size(d) - 1));
            var fitted = Fourier.Fit(x, d, length / 2 + 1);
            var scale = Fourier.Scale(length, norm, inverse: true);
            return d == x.Rank - 2 ? Fourier.ToReal(fitted, length, scale) : Fourier.ToReal(fitted.Transpose(d, -2), length, scale).Transpose(d, -1);
        }
    }
}
