namespace Flint.LinearAlgebra.Tests;

public sealed class LinalgErrorTests
{
    [Fact]
    public void ASingularMatrixIsNamedWithItsPivot()
    {
        var a = Tensor.Eye(3).Repeat(4, 1, 1);
        a[3, 2, 2] = 0;
        Should.Throw<SingularMatrixException>(() => a.Solve(Tensor.Ones([3, 1]))).Message
            .ShouldBe("Solve: matrix [3] of the batch is singular (pivot 2 is 0): use PInverse, or add a multiple of Eye.");
        Should.Throw<SingularMatrixException>(() => Tensor.Zeros([2, 2]).Inverse()).Message
            .ShouldBe("Inverse: the matrix is singular (pivot 0 is 0): use PInverse, or add a multiple of Eye.");
        Should.Throw<SingularMatrixException>(() => a.SolveTriangular(Tensor.Ones([3, 1]), upper: true)).Message
            .ShouldBe("SolveTriangular: matrix [3] of the batch is singular (element 2 of its diagonal is 0): use PInverse, or add a multiple of Eye.");
    }

    [Fact]
    public void AMatrixThatIsNotPositiveDefiniteIsNamed() =>
        Should.Throw<SingularMatrixException>(() => (-Tensor.Eye(2)).Cholesky()).Message
            .ShouldBe("Cholesky: the matrix is not positive definite (pivot 0 is -1): add a multiple of Eye, or use Eigh.");

    [Fact]
    public void ShapesAndDTypesAreChecked()
    {
        Should.Throw<ShapeException>(() => Tensor.Zeros([2, 3]).Det()).Message.ShouldBe("Det expects square matrices [..., n, n], but got [2, 3].");
        Should.Throw<ShapeException>(() => Tensor.Zeros([3]).SvdVals()).Message.ShouldBe("SvdVals expects matrices [..., m, n], but got [3].");
        Should.Throw<ShapeException>(() => Tensor.Eye(3).Solve(Tensor.Zeros([2, 1]))).Message.ShouldBe("Solve with matrices [3, 3] expects a right side of 3 rows, but got [2, 1].");
        Should.Throw<DTypeException>(() => Tensor.Eye(3, dtype: DType.Int64).Inverse()).Message.ShouldBe("Inverse needs a floating tensor, but got Int64: convert with To(DType.Float32) first.");
        Should.Throw<DTypeException>(() => Tensor.Eye(3).Solve(Tensor.Zeros([3], DType.Float64))).Message.ShouldBe("Solve needs one floating dtype, but got Float32 and Float64: convert with To.");
        Should.Throw<ShapeException>(() => Tensor.Zeros([3, 2]).Lstsq(Tensor.Zeros([2, 1]))).Message.ShouldBe("Lstsq expects [..., m, n] and [..., m, k], but got [3, 2] and [2, 1].");
    }

    [Fact]
    public void WhatHasNoGradientSaysSo()
    {
        var a = Tensor.Ones([3, 2]) + Tensor.Eye(3, 2);
        a.RequiresGrad = true;
        Should.Throw<AutogradException>(() => a.Qr(complete: true).R.Sum().Backward()).Message.ShouldStartWith("Qr(complete: true) of matrices with more rows than columns has no gradient");
        Should.Throw<AutogradException>(() => a.Lu().U.Sum().Backward()).Message.ShouldBe("Lu gives gradients for square matrices only, but got 3 by 2.");
    }
}
