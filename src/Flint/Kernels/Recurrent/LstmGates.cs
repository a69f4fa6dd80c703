using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>i, f, o = σ and g = tanh of the gates' sums; c' = f c + i g and h' = o tanh(c').</summary>
readonly unsafe struct LstmGates : IRecurrentCell
{
    public static int Gates => 4;

    public static int Kept => 4;

    public static void Forward<T>(in RecurrentTile<T> tile) where T : unmanaged
    {
        tile.Activate<SigmoidOps.Body>(0);
        tile.Activate<SigmoidOps.Body>(1);
        tile.Activate<TanhOps.Body>(2);
        tile.Activate<SigmoidOps.Body>(3);
        tile.Run(new State<T>(tile));
    }

    readonly struct State<T>(RecurrentTile<T> t) : ITileBody where T : unmanaged
    {
        [MethodImpl(Always)]
        public void At<V>(nint row, nint column) where V : struct, ISimdLane<V>
        {
            nint at = row * t.GatesRow + column, state = row * t.StateRow + column;
            var c = V.Load(t.Gates, at + t.GatesGate) * V.Load(t.C, state) + V.Load(t.Gates, at) * V.Load(t.Gates, at + 2 * t.GatesGate);
            V.Store(c, t.NextC, state);
            V.Store(V.Load(t.Gates, at + 3 * t.GatesGate) * V.Tanh(c), t.NextH, state);
        }
    }

    [MethodImpl(Always)]
    public static void Backward<V, T>(in RecurrentGradientRow<T> row, nint j) where V : struct, ISimdLane<V> where T : unmanaged
    {
        var n = row.Size;
        V i = V.Load(row.Kept, j), f = V.Load(row.Kept, n + j), g = V.Load(row.Kept, 2 * n + j), o = V.Load(row.Kept, 3 * n + j);
        var (dh, tanh) = (V.Load(row.Dy, j) + V.Load(row.Dh, j), V.Tanh(V.Load(row.NextC, j)));
        var dc = V.Load(row.Dc, j) + dh * o * (V.One - tanh * tanh);
        V.Store(dc * g * i * (V.One - i), row.Dgx, j);
        V.Store(dc * V.Load(row.C, j) * f * (V.One - f), row.Dgx, n + j);
        V.Store(dc * i * (V.One - g * g), row.Dgx, 2 * n + j);
        V.Store(dh * tanh * o * (V.One - o), row.Dgx, 3 * n + j);
        V.Store(dc * f, row.Dc, j);
    }
}
