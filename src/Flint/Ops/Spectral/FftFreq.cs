namespace Flint;

/// <summary>The frequencies of a transform.</summary>
public static class FftFreqOps
{
    extension(Tensor)
    {
        /// <summary>The frequencies of <c>Fft</c> of n samples that are <paramref name="d"/> apart: 0, 1, ... -2, -1 over n d.</summary>
        /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
        public static Tensor FftFreq(int n, double d = 1, DType dtype = DType.Float32)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
            return Tensor.Wrap([.. Enumerable.Range(0, n).Select(k => (k < (n + 1) / 2 ? k : k - n) / (n * d))], [n]).To(dtype);
        }

        /// <summary>The frequencies of <c>Rfft</c> of n samples that are <paramref name="d"/> apart: 0, 1, ... n/2 over n d.</summary>
        /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
        public static Tensor RfftFreq(int n, double d = 1, DType dtype = DType.Float32)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
            return Tensor.Wrap([.. Enumerable.Range(0, n / 2 + 1).Select(k => k / (n * d))], [n / 2 + 1]).To(dtype);
        }
    }
}
