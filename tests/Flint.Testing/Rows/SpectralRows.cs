using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

sealed class SpectralRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Unary("Fft", x => x.Fft(), x => Dft(x, -1), [Real(2, 30, 2), Real(1, 2), Real(3, 16, 2), Real(40, 12, 2), Real(7, 2), Real(2, 3, 45, 2), Real(0, 4, 2)]) with
        {
            Large = [Real(300, 60, 2)], Tolerance32 = 2e-5, Fixtures = ["sequence:fft"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("Fft expects complex numbers as pairs, [..., 2], but got [4]: a real signal goes to Rfft, or stack it with zeros as last dimension.",
                    () => Tensor.Zeros([4]).Fft()),
                ErrorCase.Of<ShapeException>("Fft needs a length of 1 or more, but got 0.", () => Tensor.Zeros([4, 2]).Fft(0)),
                ErrorCase.Of<TensorIndexException>("Fft: dimension 1 is out of range for 1 dimensions of pairs, shape [4, 2]: use -1 to 0.", () => Tensor.Zeros([4, 2]).Fft(dim: 1)),
                ErrorCase.Of<DTypeException>("Fft expects Float32 or Float64, but got Int64: convert with To(DType.Float32).", () => Tensor.Zeros([4, 2], DType.Int64).Fft()),
            ],
        },
        OpRow.Unary("Fft", x => x.Fft(17, 0, FftNorm.Ortho), x => Dft(Fit(x, 0, 17).Permute(1, 0, 2), -1).Permute(1, 0, 2).Map(v => v / Math.Sqrt(17)), [Real(5, 3, 2), Real(20, 2, 2)]) with
        { Tolerance32 = 2e-5, Fixtures = ["sequence:fft_17_dim0"] },
        OpRow.Unary("Ifft", x => x.Ifft(), x => Dft(x, 1).Map(v => v / x.Shape[^2]), [Real(2, 14, 2), Real(15, 2), Real(3, 13, 2)]) with
        {
            Large = [Real(300, 49, 2)], Tolerance32 = 2e-5, Fixtures = ["sequence:ifft"],
            Errors = [ErrorCase.Of<ShapeException>("Ifft needs a length of 1 or more, but got -1.", () => Tensor.Zeros([4, 2]).Ifft(-1))],
        },
        OpRow.Unary("Fft2", x => x.Fft2(), x => Dft(Dft(x, -1).Permute(0, 2, 1, 3), -1).Permute(0, 2, 1, 3), [Real(2, 6, 5, 2), Real(1, 1, 4, 2)]) with
        { Tolerance32 = 2e-5, Fixtures = ["sequence:fft2"] },
        OpRow.Unary("Ifft2", x => x.Ifft2(FftNorm.Forward), x => Dft(Dft(x, 1).Permute(0, 2, 1, 3), 1).Permute(0, 2, 1, 3), [Real(2, 3, 5, 2)]) with { Tolerance32 = 2e-5 },
        OpRow.Unary("Rfft", x => x.Rfft(), x => Fit(Dft(Complex(x), -1), x.Rank - 1, x.Shape[^1] / 2 + 1), [Real(3, 12), Real(1), Real(2, 2, 9), Real(2, 14)]) with
        {
            Large = [Real(300, 60)], Tolerance32 = 2e-5, Fixtures = ["sequence:rfft"],
            Errors = [ErrorCase.Of<DTypeException>("Rfft expects Float32 or Float64, but got Int64: convert with To(DType.Float32).", () => Tensor.Arange(4).Rfft())],
        },
        OpRow.Unary("Rfft", x => x.Rfft(8, 0), x => Fit(Dft(Complex(Fit(x, 0, 8).Permute(1, 0)), -1), 1, 5).Permute(1, 0, 2), [Real(6, 3), Real(9, 2)]) with { Tolerance32 = 2e-5 },
        OpRow.Unary("Irfft", x => x.Irfft(9, norm: FftNorm.Forward), x => Hermitian(x, 9), [Real(3, 5, 2), Real(2, 2)]) with
        {
            Tolerance32 = 2e-5, Fixtures = ["sequence:irfft_9"],
            Errors = [ErrorCase.Of<ShapeException>("Irfft needs a length of 1 or more, but got 0.", () => Tensor.Zeros([1, 2]).Irfft())],
        },
        OpRow.Unary("Irfft", x => x.Irfft(dim: 0), x => Hermitian(x.Permute(1, 0, 2), 2 * x.Shape[0] - 2).Map(v => v / (2 * x.Shape[0] - 2)).Permute(1, 0), [Real(5, 3, 2)]) with { Tolerance32 = 2e-5 },
        OpRow.Unary("FftShift", x => x.FftShift(), x => NDArray.Build(x.Shape, at => x[[.. at.Select((i, d) => (i + (x.Shape[d] + 1) / 2) % x.Shape[d])]]), [Real(5, 4), Real(1, 3), Real(0, 2)]),
        OpRow.Unary("IfftShift", x => x.IfftShift(0), x => NDArray.Build(x.Shape, at => x[[(at[0] + x.Shape[0] / 2) % x.Shape[0], .. at[1..]]]), [Real(5, 4), Real(4)]),
        OpRow.Binary("Stft", (x, w) => x.Stft(16, 5, 12, w), (x, w) => Frames(x, 16, 5, 8, [0, 0, .. w.Data, 0, 0], 9), [[Real(2, 50), Real(12)], [Real(9), Real(12)]]) with
        {
            Tolerance32 = 2e-5, Fixtures = ["sequence:stft"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("Stft of nFft 16 expects a signal [..., T] of more than 8 samples, but got [8].", () => Tensor.Zeros([8]).Stft(16)),
                ErrorCase.Of<ShapeException>("Stft of nFft 16 expects a signal [..., T] of 16 or more samples, but got [8].", () => Tensor.Zeros([8]).Stft(16, center: false)),
                ErrorCase.Of<ShapeException>("Stft of nFft 16 and winLength 16 expects a window of [winLength], at most nFft, but got [8].", () => Tensor.Zeros([20]).Stft(16, window: Tensor.Zeros([8]))),
                ErrorCase.Of<DTypeException>("Stft of a Float32 signal expects a window of the same dtype, but got Float64.", () => Tensor.Zeros([20]).Stft(16, window: Windows.Hann(16, dtype: DType.Float64))),
            ],
        },
        OpRow.Unary("Stft", x => x.Stft(10, center: false, normalized: true, onesided: false), x => Frames(x, 10, 2, 0, [.. Enumerable.Repeat(1 / Math.Sqrt(10), 10)], 10), [Real(33)]) with
        { Tolerance32 = 2e-5, Fixtures = ["sequence:stft_plain"] },
        OpRow.Binary("Istft", (x, w) => x.Istft(16, 4, null, w, length: 26), (x, w) => Overlapped(x, 16, 4, 8, w.Data, 26), [[Real(2, 9, 8, 2), Between(0.2, 1, 16)]]) with
        {
            Tolerance32 = 2e-5, Fixtures = ["sequence:istft"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("Istft of nFft 16 expects pairs [..., 9, frames, 2] with one frame or more, but got [8, 3, 2].", () => Tensor.Zeros([8, 3, 2]).Istft(16)),
                ErrorCase.Of<ShapeException>("Istft cannot undo a window that is 0 where no other frame covers it: use a hop below 16, or center: true.",
                    () => Tensor.Zeros([9, 3, 2]).Istft(16, 16, window: Windows.Hann(16), center: false)),
            ],
        },
        OpRow.Unary("ComplexPower", x => x.ComplexPower(), x => x.Reduce([-1], false, v => v.Sum(p => p * p)), [Real(3, 2), Real(2)]) with
        {
            Errors =
            [
                ErrorCase.Of<ShapeException>(
                    "ComplexPower expects complex numbers as pairs, [..., 2], but got [3]: a real signal goes to Rfft, or stack it with zeros as last dimension.",
                    () => Tensor.Zeros([3]).ComplexPower()),
            ],
        },
        OpRow.Unary("ComplexAbs", x => x.ComplexAbs(), x => x.Reduce([-1], false, v => Math.Sqrt(v.Sum(p => p * p))), [Between(0.5, 2, 3, 4, 2), Between(1, 2, 2)]),
    ];

    /// <summary>Σ x[j] e^(sign 2πi jk/n) over the dimension before the pairs.</summary>
    internal static NDArray Dft(NDArray x, int sign)
    {
        var n = x.Shape[^2];
        var lines = x.Count / Math.Max(1, 2 * n);
        var y = new double[x.Count];
        for (var line = 0; line < lines; line++)
            for (var k = 0; k < n; k++)
                for (var j = 0; j < n; j++)
                {
                    var (sin, cos) = Math.SinCos(sign * 2 * Math.PI * ((long)j * k % n) / n);
                    var (at, to) = (2 * (line * n + j), 2 * (line * n + k));
                    y[to] += x.Data[at] * cos - x.Data[at + 1] * sin;
                    y[to + 1] += x.Data[at] * sin + x.Data[at + 1] * cos;
                }
        return new(x.Shape, y);
    }

    internal static NDArray Complex(NDArray x) => NDArray.Build([.. x.Shape, 2], at => at[^1] == 0 ? x[at[..^1]] : 0);

    internal static NDArray Fit(NDArray x, int dim, int n)
    {
        int[] shape = [.. x.Shape];
        shape[dim] = n;
        return NDArray.Build(shape, at => at[dim] < x.Shape[dim] ? x[at] : 0);
    }

    /// <summary>The real signal of n/2 + 1 pairs, without 1/n.</summary>
    internal static NDArray Hermitian(NDArray x, int n)
    {
        var half = Fit(x, x.Rank - 2, n / 2 + 1);
        var full = NDArray.Build([.. x.Shape[..^2], n, 2], at =>
        {
            var (k, part) = (at[^2], at[^1]);
            if (part == 1 && (k == 0 || 2 * k == n)) return 0;
            return k <= n / 2 ? half[at] : half[[.. at[..^2], n - k, part]] * (part == 0 ? 1 : -1);
        });
        return Dft(full, 1).Reduce([-1], false, v => v[0]);
    }

    static NDArray Frames(NDArray x, int nFft, int hop, int pad, double[] window, int frequencies)
    {
        var (size, lead) = (x.Shape[^1], x.Shape[..^1]);
        var count = 1 + (size + 2 * pad - nFft) / hop;
        var frames = NDArray.Build([.. lead, count, nFft], at =>
        {
            var t = Math.Abs(at[^2] * hop + at[^1] - pad);
            return window[at[^1]] * x[[.. at[..^2], t < size ? t : 2 * (size - 1) - t]];
        });
        var spectra = Fit(Dft(Complex(frames), -1), lead.Length + 1, frequencies);
        return NDArray.Build([.. lead, frequencies, count, 2], at => spectra[[.. at[..^3], at[^2], at[^3], at[^1]]]);
    }

    static NDArray Overlapped(NDArray x, int nFft, int hop, int pad, double[] window, int length)
    {
        var count = x.Shape[^2];
        var frames = Hermitian(NDArray.Build([.. x.Shape[..^3], count, x.Shape[^3], 2], at => x[[.. at[..^3], at[^2], at[^3], at[^1]]]), nFft);
        return NDArray.Build([.. x.Shape[..^3], length], at =>
        {
            double sum = 0, squares = 0;
            for (var m = 0; m < count; m++)
                if (at[^1] + pad - m * hop is >= 0 and var j && j < nFft)
                    (sum, squares) = (sum + frames[[.. at[..^1], m, j]] / nFft * window[j], squares + window[j] * window[j]);
            return sum / squares;
        });
    }
}
