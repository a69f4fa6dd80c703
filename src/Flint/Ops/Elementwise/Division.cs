using System.Numerics;
using Flint.Kernels;

namespace Flint;

/// <summary>What Remainder, Fmod and FloorDivide share.</summary>
static class Division
{
    /// <exception cref="DivideByZeroException">An integer is divided by 0.</exception>
    internal static Tensor Run<TOp>(string operation, Tensor a, Tensor b) where TOp : unmanaged, IBinaryOp
    {
        if (!DTypes.Result(a, b).IsFloating && b.Eq(0).Any().Item<bool>())
            throw new DivideByZeroException($"{operation} of {a.DType} by {b.DType} divides an integer by 0: convert with To(DType.Float32) for a NaN there.");
        return Elementwise.Binary<TOp>(a, b);
    }

    /// <summary>a % b; the processor traps on the smallest integer % -1.</summary>
    internal static T Rest<T>(T a, T b) where T : unmanaged, INumber<T> =>
        b == -T.One && typeof(T) != typeof(float) && typeof(T) != typeof(double) ? T.Zero : a % b;
}
