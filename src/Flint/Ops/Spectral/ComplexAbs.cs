namespace Flint;

/// <summary>Sizes of complex numbers as pairs.</summary>
public static class ComplexAbsOps
{
    extension(Tensor x)
    {
        /// <summary>re² + im² of pairs [..., 2]: a power spectrum.</summary>
        /// <exception cref="ShapeException">The last dimension is not 2.</exception>
        public Tensor ComplexPower()
        {
            Fourier.RequirePairs("ComplexPower", x, leastRank: 1);
            return x.Square().Sum(-1);
        }

        /// <summary>√(re² + im²) of pairs [..., 2]: a magnitude spectrum. The gradient at 0 is 0.</summary>
        /// <exception cref="ShapeException">The last dimension is not 2.</exception>
        public Tensor ComplexAbs()
        {
            var power = x.ComplexPower();
            var isZero = power.Detach().Eq(Tensor.Scalar(0, power.DType));
            return Tensor.Where(isZero, Tensor.Scalar(0, power.DType), Tensor.Where(isZero, Tensor.Scalar(1, power.DType), power).Sqrt());
        }
    }
}
