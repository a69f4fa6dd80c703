using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>An element as an unsigned number in whose order elements sort, and its position.</summary>
readonly record struct SortKey(ulong Key, int At)
{
    /// <summary>The sign bit decides: negative floats turn all bits over, other signed numbers only that one. NaN is largest, -0 is 0.</summary>
    [MethodImpl(Always)]
    internal static ulong Of<T>(T x, bool descending) where T : unmanaged, INumber<T>
    {
        ulong key;
        if (typeof(T) == typeof(float))
        {
            var bits = T.IsNaN(x) ? 0x7fffffff : Unsafe.BitCast<T, int>(x + T.Zero);
            key = (uint)(bits ^ (bits >> 31 | int.MinValue));
        }
        else if (typeof(T) == typeof(double))
        {
            var bits = T.IsNaN(x) ? long.MaxValue : Unsafe.BitCast<T, long>(x + T.Zero);
            key = (ulong)(bits ^ (bits >> 63 | long.MinValue));
        }
        else if (typeof(T) == typeof(int)) key = (uint)(Unsafe.BitCast<T, int>(x) ^ int.MinValue);
        else if (typeof(T) == typeof(long)) key = (ulong)(Unsafe.BitCast<T, long>(x) ^ long.MinValue);
        else key = Unsafe.BitCast<T, byte>(x);
        return descending ? ~key & (ulong.MaxValue >> 64 - 8 * Unsafe.SizeOf<T>()) : key;
    }

    /// <summary>Before the other in a stable order.</summary>
    [MethodImpl(Always)]
    internal bool IsBefore(SortKey other) => Key < other.Key || (Key == other.Key && At < other.At);
}
