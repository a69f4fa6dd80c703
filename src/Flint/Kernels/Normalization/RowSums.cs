using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>Sums over a run of elements in a fixed order: four lanes side by side, then across, then the remainder.</summary>
static unsafe class RowSums
{
    /// <summary>What is summed of up to two runs.</summary>
    internal interface ITerm<T> where T : unmanaged, INumber<T>
    {
        V Of<V>(V a, V b) where V : struct, ISimdLane<V>;
    }

    [MethodImpl(Always)]
    internal static T Sum<V, T, TTerm>(T* a, T* b, int count, TTerm term)
        where V : struct, ISimdLane<V> where T : unmanaged, INumber<T> where TTerm : struct, ITerm<T>
    {
        V s0 = V.Zero, s1 = s0, s2 = s0, s3 = s0;
        var i = 0;
        for (; i <= count - 4 * V.Width; i += 4 * V.Width)
        {
            s0 += term.Of(V.Load(a, i), V.Load(b, i));
            s1 += term.Of(V.Load(a, i + V.Width), V.Load(b, i + V.Width));
            s2 += term.Of(V.Load(a, i + 2 * V.Width), V.Load(b, i + 2 * V.Width));
            s3 += term.Of(V.Load(a, i + 3 * V.Width), V.Load(b, i + 3 * V.Width));
        }
        for (; i <= count - V.Width; i += V.Width) s0 += term.Of(V.Load(a, i), V.Load(b, i));
        var rest = default(Lane1<T>);
        for (; i < count; i++) rest += term.Of(Lane1<T>.Load(a, i), Lane1<T>.Load(b, i));
        return Across.Sum<V, T>((s0 + s1) + (s2 + s3)) + Across.Sum<Lane1<T>, T>(rest);
    }

    /// <summary>Σ a.</summary>
    internal readonly struct First<T> : ITerm<T> where T : unmanaged, INumber<T>
    {
        [MethodImpl(Always)] public V Of<V>(V a, V b) where V : struct, ISimdLane<V> => a;
    }

    /// <summary>Σ (a - mean)².</summary>
    internal readonly struct Squared<T>(T mean) : ITerm<T> where T : unmanaged, INumber<T>
    {
        [MethodImpl(Always)]
        public V Of<V>(V a, V b) where V : struct, ISimdLane<V>
        {
            var centred = a - Across.Same<V, T>(mean);
            return centred * centred;
        }
    }

    /// <summary>Σ a (b - mean).</summary>
    internal readonly struct Centred<T>(T mean) : ITerm<T> where T : unmanaged, INumber<T>
    {
        [MethodImpl(Always)] public V Of<V>(V a, V b) where V : struct, ISimdLane<V> => a * (b - Across.Same<V, T>(mean));
    }
}
