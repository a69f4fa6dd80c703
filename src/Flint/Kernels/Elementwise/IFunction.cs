using System.Numerics;

namespace Flint.Kernels;

/// <summary>A body whose function has no lane form: <c>V.Apply(this, x)</c> computes it element by element.</summary>
public interface IUnaryFunction : IUnaryOp
{
    /// <summary>f(x) in double precision.</summary>
    double Of(double x);
}

/// <summary>A two-input body whose function has no lane form: <c>V.Apply(this, a, b)</c> computes it element by element.</summary>
public interface IBinaryFunction : IBinaryOp
{
    /// <summary>f(a, b) in the element type.</summary>
    T Of<T>(T a, T b) where T : unmanaged, INumber<T>;
}
