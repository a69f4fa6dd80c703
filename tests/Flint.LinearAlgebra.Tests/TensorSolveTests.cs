using Flint.Testing;

namespace Flint.LinearAlgebra.Tests;

/// <summary>Equations of tensors, and singular values by random projection, held to what defines them.</summary>
public sealed class TensorSolveTests
{
    static Tensor Normal(Shape shape) => Tensor.RandN(shape, DType.Float64, new Generator(7));

    [Fact]
    public void TensorSolveFulfilsItsEquation()
    {
        Tensor a = Normal([2, 3, 6]), b = Normal([2, 3]);
        a.Tensordot(a.TensorSolve(b), 1).AllClose(b, rtol: 1e-9, atol: 1e-9).ShouldBeTrue();
        var moved = a.Movedim([2], [0]);
        moved.TensorSolve(b, [0]).AllClose(a.TensorSolve(b)).ShouldBeTrue();
    }

    [Fact]
    public void TensorInvUndoesTheProduct()
    {
        Tensor a = Normal([4, 6, 8, 3]), x = Normal([8, 3]);
        var inverse = a.TensorInv();
        inverse.Shape.ShouldBe([8, 3, 4, 6]);
        inverse.Tensordot(a.Tensordot(x, 2), 2).AllClose(x, rtol: 1e-8, atol: 1e-8).ShouldBeTrue();
    }

    [Fact]
    public void SvdLowrankFindsTheLargestSingularValues()
    {
        var a = Normal([2, 9, 3]).MatMul(Normal([2, 3, 7]));
        var (u, s, v) = a.SvdLowrank(4, generator: new Generator(1));
        (u.Shape, s.Shape, v.Shape).ShouldBe(([2, 9, 4], [2, 4], [2, 7, 4]));
        (u * s.Unsqueeze(-2)).MatMul(v.MT).AllClose(a, rtol: 1e-9, atol: 1e-9).ShouldBeTrue();
        s.AllClose(a.SvdVals()[.., 0..4], rtol: 1e-9, atol: 1e-9).ShouldBeTrue();
    }

    [Fact]
    public void PcaLowrankGivesTheVariancesOfTheData()
    {
        var x = Normal([40, 3]) * Tensor.From(5.0, 2, 0.5) + 10;
        var (_, s, _) = x.PcaLowrank(generator: new Generator(1));
        var variances = x.T.Cov().Eigh().Values;
        (s.Square() / 39).AllClose(variances.Flip([0]), rtol: 1e-9, atol: 1e-9).ShouldBeTrue();
        x.PcaLowrank(1, center: false, niter: 30).S.Item<double>().ShouldBe(x.SvdVals()[0].Item<double>(), 1e-6);
    }

    [Fact]
    public void WrongShapesAreNamed()
    {
        Message(() => Tensor.Zeros([2, 3, 5]).TensorSolve(Tensor.Zeros([2, 3])))
            .ShouldBe("TensorSolve expects a whose first sizes are b's and whose others have the same product, but got [2, 3, 5] and [2, 3].");
        Message(() => Tensor.Zeros([2, 3]).TensorInv()).ShouldBe("TensorInv of [2, 3] takes ind from 1 to 1, but got 2.");
        Message(() => Tensor.Zeros([2, 3, 5]).TensorInv(2)).ShouldBe("TensorInv of [2, 3, 5] with ind 2 needs as many numbers before as behind, but got 6 and 5.");
        Message(() => Tensor.Zeros([4, 3]).SvdLowrank(4)).ShouldBe("SvdLowrank expects matrices [..., m, n] and q from 1 to the smaller size, but got [4, 3] and 4.");
        Should.Throw<DTypeException>(() => Tensor.Zeros([4, 3], DType.Int64).PcaLowrank()).Message.ShouldBe("PcaLowrank needs a floating tensor, but got Int64: convert with To(DType.Float32) first.");
    }

    static string Message(Func<object> call) => Should.Throw<ShapeException>(() => call()).Message;
}
