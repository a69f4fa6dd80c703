namespace Flint;

/// <summary>
/// Transforms of signals whose spectrum is real: half of such a signal, as pairs, to the real spectrum and back. They are those of
/// <see cref="RfftOps"/> with time and frequency exchanged.
/// </summary>
public static class HfftOps
{
    extension(Tensor x)
    {
        /// <summary>Σ x[j] e^(-2πi jk/n) with x[n - j] the conjugate of x[j]: pairs [..., n/2 + 1, 2] to real numbers [..., n].</summary>
        /// <param name="n">Length of the spectrum; 2 (size - 1) where not given.</param>
        /// <param name="dim">A dimension of the complex tensor: the pairs do not count.</param>
        /// <param name="norm">Where the factor 1/n goes.</param>
        /// <exception cref="ShapeException">The last dimension is not 2, or the length is below 1.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor Hfft(int? n = null, int dim = -1, FftNorm norm = FftNorm.Backward) => Conjugate("Hfft", x).Irfft(n, dim, Other(norm));

        /// <summary>The inverse of <see cref="Hfft"/>: a real spectrum [..., n] to pairs [..., n/2 + 1, 2].</summary>
        /// <inheritdoc cref="Hfft"/>
        public Tensor Ihfft(int? n = null, int dim = -1, FftNorm norm = FftNorm.Backward) => Conjugate("Ihfft", x.Rfft(n, dim, Other(norm)));

        /// <summary><see cref="Hfft"/> along the last of the dimensions, <c>Fft</c> along the others.</summary>
        /// <inheritdoc cref="FftnOps.Irfftn"/>
        public Tensor Hfftn(int[]? s = null, int[]? dims = null, FftNorm norm = FftNorm.Backward) => Conjugate("Hfftn", x).Irfftn(s, dims, Other(norm));

        /// <summary>The inverse of <see cref="Hfftn"/>.</summary>
        /// <inheritdoc cref="FftnOps.Rfftn"/>
        public Tensor Ihfftn(int[]? s = null, int[]? dims = null, FftNorm norm = FftNorm.Backward) => Conjugate("Ihfftn", x.Rfftn(s, dims, Other(norm)));

        /// <summary><see cref="Hfftn"/> along the last two dimensions.</summary>
        /// <inheritdoc cref="FftnOps.Irfftn"/>
        public Tensor Hfft2(int[]? s = null, FftNorm norm = FftNorm.Backward) => x.Hfftn(s, [-2, -1], norm);

        /// <summary>The inverse of <see cref="Hfft2"/>.</summary>
        /// <inheritdoc cref="FftnOps.Rfftn"/>
        public Tensor Ihfft2(int[]? s = null, FftNorm norm = FftNorm.Backward) => x.Ihfftn(s, [-2, -1], norm);
    }

    static Tensor Conjugate(string name, Tensor x)
    {
        Fourier.RequirePairs(name, x, 1);
        return x * Tensor.From(1.0, -1).To(x.DType);
    }

    static FftNorm Other(FftNorm norm) => norm switch
    {
        FftNorm.Backward => FftNorm.Forward,
        FftNorm.Forward => FftNorm.Backward,
        _ => norm,
    };
}
