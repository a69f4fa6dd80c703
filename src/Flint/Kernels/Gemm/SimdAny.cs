using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>Multiply-add of vectors as wide as the runtime likes, for kernels that wait for memory rather than for arithmetic.</summary>
static class SimdAny
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<T> MultiplyAdd<T>(Vector<T> a, Vector<T> b, Vector<T> c) where T : unmanaged => typeof(T) == typeof(float)
        ? Vector.MultiplyAddEstimate(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>()
        : Vector.MultiplyAddEstimate(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();
}
