using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>i, f, o = σ and g = tanh of the gates' sums; c' = f c + i g and h' = o tanh(c').</summary>
readonly unsafe struct LstmGates : IRecurrentCell
{
    public static int Gates => 4;

    public static int Kept => 4;

    [MethodImpl(Always)]
    public static void Forward<V, T>(in RecurrentRow<T> row, int j) where V : struct, ISimdLane<V> where T : unmanaged
    {
        var n = row.Size;
        var i = V.Sigmoid(V.Load(row.Gx, j) + V.Load(row.Gh, j));
        var f = V.Sigmoid(V.Load(row.Gx, n + j) + V.Load(row.Gh, n + j));
        var g = V.Tanh(V.Load(row.Gx, 2 * n + j) + V.Load(row.Gh, 2 * n + j));
        var o = V.Sigmoid(V.Load(row.Gx, 3 * n + j) + V.Load(row.Gh, 3 * n + j));
        var c = f * V.Load(row.C, j) + i * g;
        V.Store(c, row.NextC, j);
        V.Store(o * V.Tanh(c), row.NextH, j);
        if (row.Kept == null) return;
        V.Store(i, row.Kept, j);
        V.Store(f, row.Kept, n + j);
        V.Store(g, row.Kept, 2 * n + j);
        V.Store(o, row.Kept, 3 * n + j);
    }

    [MethodImpl(Always)]
    public static void Backward<V, T>(in RecurrentRow<T> row, int j) where V : struct, ISimdLane<V> where T : unmanaged
    {
        var n = row.Size;
        V i = V.Load(row.Kept, j), f = V.Load(row.Kept, n + j), g = V.Load(row.Kept, 2 * n + j), o = V.Load(row.Kept, 3 * n + j);
        var (dh, tanh) = (V.Load(row.Dh, j), V.Tanh(V.Load(row.NextC, j)));
        var dc = V.Load(row.Dc, j) + dh * o * (V.One - tanh * tanh);
        V.Store(dc * g * i * (V.One - i), row.Dgx, j);
        V.Store(dc * V.Load(row.C, j) * f * (V.One - f), row.Dgx, n + j);
        V.Store(dc * i * (V.One - g * g), row.Dgx, 2 * n + j);
        V.Store(dh * tanh * o * (V.One - o), row.Dgx, 3 * n + j);
        V.Store(dc * f, row.Dc, j);
    }
}
