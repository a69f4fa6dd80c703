namespace Flint;

/// <summary>Discrete Fourier transforms of complex numbers as pairs: real and imaginary part are a last dimension of size 2.</summary>
public static class FftOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// X[k] = Σ x[j] e^(-2πi jk/n) along a dimension, for any n: n log n operations. Pairs [..., n, 2] to pairs, as PyTorch's
        /// <c>view_as_real(fft(view_as_complex(x)))</c>.
        /// </summary>
        /// <remarks>Radix 4, 2, 3 and 5 passes; other prime factors by Bluestein's algorithm. The gradient is the inverse transform.</remarks>
        /// <param name="n">Length: longer input is cut, shorter gets zeros. The dimension's size where not given.</param>
        /// <param name="dim">A dimension of the complex tensor: the pairs do not count, -1 is the one before them.</param>
        /// <param name="norm">Where the factor 1/n goes.</param>
        /// <exception cref="ShapeException">The last dimension is not 2, or the length is below 1.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor Fft(int? n = null, int dim = -1, FftNorm norm = FftNorm.Backward) => Along("Fft", x, n, dim, norm, inverse: false);

        /// <summary>x[j] = 1/n Σ X[k] e^(2πi jk/n): the inverse of <see cref="Fft"/>, with the same arguments.</summary>
        /// <exception cref="ShapeException">The last dimension is not 2, or the length is below 1.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor Ifft(int? n = null, int dim = -1, FftNorm norm = FftNorm.Backward) => Along("Ifft", x, n, dim, norm, inverse: true);

        /// <summary><see cref="Fft"/> along the last two dimensions before the pairs.</summary>
        /// <exception cref="ShapeException">The last dimension is not 2.</exception>
        /// <exception cref="TensorIndexException">There are fewer than two dimensions of pairs.</exception>
        public Tensor Fft2(FftNorm norm = FftNorm.Backward) => Along("Fft2", Along("Fft2", x, null, -2, norm, inverse: false), null, -1, norm, inverse: false);

        /// <summary>The inverse of <see cref="Fft2"/>.</summary>
        /// <exception cref="ShapeException">The last dimension is not 2.</exception>
        /// <exception cref="TensorIndexException">There are fewer than two dimensions of pairs.</exception>
        public Tensor Ifft2(FftNorm norm = FftNorm.Backward) => Along("Ifft2", Along("Ifft2", x, null, -2, norm, inverse: true), null, -1, norm, inverse: true);
    }

    static Tensor Along(string name, Tensor x, int? n, int dim, FftNorm norm, bool inverse)
    {
        var d = Fourier.PairDim(name, x, dim);
        var length = Fourier.Length(name, n, x.Size(d));
        var fitted = Fourier.Fit(x, d, length);
        var scale = Fourier.Scale(length, norm, inverse);
        return d == x.Rank - 2 ? Fourier.Pairs(fitted, inverse, scale) : Fourier.Pairs(fitted.Transpose(d, -2), inverse, scale).Transpose(d, -2);
    }
}
