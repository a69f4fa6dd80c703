using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>h' = tanh of the sum.</summary>
readonly unsafe struct RnnTanh : IRecurrentCell
{
    public static int Gates => 1;

    public static int Kept => 0;

    [MethodImpl(Always)]
    public static void Forward<V, T>(in RecurrentRow<T> row, int j) where V : struct, ISimdLane<V> where T : unmanaged =>
        V.Store(V.Tanh(V.Load(row.Gx, j) + V.Load(row.Gh, j)), row.NextH, j);

    [MethodImpl(Always)]
    public static void Backward<V, T>(in RecurrentRow<T> row, int j) where V : struct, ISimdLane<V> where T : unmanaged
    {
        var h = V.Load(row.NextH, j);
        V.Store(V.Load(row.Dh, j) * (V.One - h * h), row.Dgx, j);
    }
}

/// <summary>h' = the sum where positive, else 0.</summary>
readonly unsafe struct RnnRelu : IRecurrentCell
{
    public static int Gates => 1;

    public static int Kept => 0;

    [MethodImpl(Always)]
    public static void Forward<V, T>(in RecurrentRow<T> row, int j) where V : struct, ISimdLane<V> where T : unmanaged =>
        V.Store(V.Max(V.Load(row.Gx, j) + V.Load(row.Gh, j), V.Zero), row.NextH, j);

    [MethodImpl(Always)]
    public static void Backward<V, T>(in RecurrentRow<T> row, int j) where V : struct, ISimdLane<V> where T : unmanaged =>
        V.Store(V.Select(V.Load(row.NextH, j) > V.Zero, V.Load(row.Dh, j), V.Zero), row.Dgx, j);
}
