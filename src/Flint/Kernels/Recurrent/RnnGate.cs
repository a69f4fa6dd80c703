using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>h' = tanh of the sum.</summary>
readonly unsafe struct RnnTanh : IRecurrentCell
{
    public static int Gates => 1;

    public static int Kept => 0;

    public static void Forward<T>(in RecurrentTile<T> tile) where T : unmanaged => RnnRelu.Forward<T, TanhOps.Body>(tile);

    [MethodImpl(Always)]
    public static void Backward<V, T>(in RecurrentGradientRow<T> row, nint j) where V : struct, ISimdLane<V> where T : unmanaged
    {
        var h = V.Load(row.NextH, j);
        V.Store((V.Load(row.Dy, j) + V.Load(row.Dh, j)) * (V.One - h * h), row.Dgx, j);
    }
}

/// <summary>h' = the sum where positive, else 0.</summary>
readonly unsafe struct RnnRelu : IRecurrentCell
{
    public static int Gates => 1;

    public static int Kept => 0;

    public static void Forward<T>(in RecurrentTile<T> tile) where T : unmanaged => Forward<T, ReluOps.Body>(tile);

    /// <summary>The only gate is the new state.</summary>
    internal static void Forward<T, TOp>(RecurrentTile<T> tile) where T : unmanaged where TOp : struct, IUnaryOp
    {
        tile.Gates = tile.NextH;
        tile.GatesRow = tile.StateRow;
        tile.Activate<TOp>(0);
    }

    [MethodImpl(Always)]
    public static void Backward<V, T>(in RecurrentGradientRow<T> row, nint j) where V : struct, ISimdLane<V> where T : unmanaged =>
        V.Store(V.Select(V.Load(row.NextH, j) > V.Zero, V.Load(row.Dy, j) + V.Load(row.Dh, j), V.Zero), row.Dgx, j);
}
