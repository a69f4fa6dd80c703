using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>Limits of results, applied before they are stored: <c>min(max(x, least), most)</c>; NaN stays. ReLU and ReLU6 at no cost of their own.</summary>
/// <param name="Least">Smaller results become this.</param>
/// <param name="Most">Larger results become this.</param>
readonly record struct Clamp(double Least, double Most)
{
    internal static Clamp Relu => new(0, double.PositiveInfinity);

    internal static Clamp Relu6 => new(0, 6);

    internal static T LeastOf<T>(Clamp? clamp) where T : unmanaged => Scalars.From<T>(clamp?.Least ?? double.NegativeInfinity);

    internal static T MostOf<T>(Clamp? clamp) where T : unmanaged => Scalars.From<T>(clamp?.Most ?? double.PositiveInfinity);

    /// <summary>Clamps results that are stored already, for kernels that do not do it on the way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static unsafe void Apply<T>(Clamp? clamp, T* values, nint count) where T : unmanaged
    {
        if (clamp is null) return;
        T least = LeastOf<T>(clamp), most = MostOf<T>(clamp);
        Vector<T> low = new(least), high = new(most);
        nint i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            Vector.Store(Vector.MinNative(high, Vector.MaxNative(low, Vector.Load(values + i))), values + i);
        for (; i < count; i++) values[i] = SimdScalar<T>.AtMost(most, SimdScalar<T>.AtLeast(least, values[i]));
    }
}
