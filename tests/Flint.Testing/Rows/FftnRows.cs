using static Flint.Testing.Inputs;
using static Flint.Testing.Rows.SpectralRows;

namespace Flint.Testing.Rows;

/// <summary>Fourier transforms of several dimensions, and of signals with a real spectrum.</summary>
sealed class FftnRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        Row("Fftn", x => x.Fftn(), x => All(x, -1), Real(2, 3, 4, 2)) with
        {
            Fixtures = ["further:fftn"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("Fftn expects complex numbers as pairs, [..., 2], but got [4]: a real signal goes to Rfft, or stack it with zeros as last dimension.", () => Tensor.Zeros([4]).Fftn()),
                ErrorCase.Of<ShapeException>("Fftn expects a length for each dimension, but got lengths [3] for dimensions [0, 1].", () => Tensor.Zeros([4, 4, 2]).Fftn([3], [0, 1])),
            ],
        },
        Row("Ifftn", x => x.Ifftn([5, 3], norm: FftNorm.Ortho), x => At(At(Fit(Fit(x, 1, 5), 2, 3), 1, 1), 2, 1).Map(v => v / Math.Sqrt(15)), Real(2, 3, 4, 2)) with { Fixtures = ["further:ifftn"] },
        Row("Rfftn", x => x.Rfftn(), x => Fit(All(Complex(x), -1), x.Rank - 1, x.Shape[^1] / 2 + 1), Real(2, 3, 5)) with
        {
            Fixtures = ["further:rfftn"],
            Errors = [ErrorCase.Of<ShapeException>("Rfftn needs a dimension to transform, but got none.", () => Tensor.Zeros([4]).Rfftn(dims: []))],
        },
        Row("Rfft2", x => x.Rfft2(norm: FftNorm.Forward), x => Fit(At(At(Complex(x), 1, -1), 2, -1), 2, x.Shape[^1] / 2 + 1).Map(v => v / (x.Shape[^1] * x.Shape[^2])), Real(2, 3, 6)) with { Fixtures = ["further:rfft2"] },
        Row("Irfftn", x => x.Irfftn([3, 5], [0, 2]), x => Hermitian(At(x, 0, 1), 5).Map(v => v / 15), Real(3, 2, 3, 2)) with
        {
            Fixtures = ["further:irfftn"],
            Errors = [ErrorCase.Of<ShapeException>("Irfftn needs a dimension to transform, but got none.", () => Tensor.Zeros([2]).Irfftn())],
        },
        Row("Irfft2", x => x.Irfft2(), x => Hermitian(At(x, 1, 1), 6).Map(v => v / 18), Real(2, 3, 4, 2)) with { Fixtures = ["further:irfft2"] },
        Row("Hfft", x => x.Hfft(7), x => Hermitian(Conjugate(x), 7), Real(3, 4, 2)) with { Fixtures = ["further:hfft"] },
        Row("Ihfft", x => x.Ihfft(), x => Fit(At(Complex(x), 1, 1), 1, 4).Map(v => v / 6), Real(3, 6)) with { Fixtures = ["further:ihfft"] },
        Row("Hfftn", x => x.Hfftn(norm: FftNorm.Ortho), x => Hermitian(At(At(Conjugate(x), 0, 1), 1, 1), 6).Map(v => v / 6), Real(2, 3, 4, 2)) with { Fixtures = ["further:hfftn"] },
        Row("Ihfftn", x => x.Ihfftn(), x => Fit(All(Complex(x), 1), 2, 3).Map(v => v / 30), Real(2, 3, 5)) with { Fixtures = ["further:ihfftn"] },
        Row("Hfft2", x => x.Hfft2(), x => Hermitian(At(Conjugate(x), 1, 1), 6), Real(2, 3, 4, 2)) with { Fixtures = ["further:hfft2"] },
        Row("Ihfft2", x => x.Ihfft2(), x => Fit(At(At(Complex(x), 1, 1), 2, 1), 2, 3).Map(v => v / 12), Real(2, 3, 4)) with { Fixtures = ["further:ihfft2"] },
    ];

    static OpRow Row(string name, Func<Tensor, Tensor> call, Func<NDArray, NDArray> reference, Input input,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(call))] string expression = "") => OpRow.Unary(name, call, reference, [input], expression) with { Tolerance32 = 2e-5 };

    static NDArray All(NDArray x, int sign) => Enumerable.Range(0, x.Rank - 1).Aggregate(x, (y, dim) => At(y, dim, sign));

    static NDArray At(NDArray x, int dim, int sign)
    {
        int[] swap = [.. Enumerable.Range(0, x.Rank)];
        (swap[dim], swap[^2]) = (swap[^2], swap[dim]);
        return Dft(x.Permute(swap), sign).Permute(swap);
    }

    static NDArray Conjugate(NDArray x) => NDArray.Build(x.Shape, at => at[^1] == 0 ? x[at] : -x[at]);
}
