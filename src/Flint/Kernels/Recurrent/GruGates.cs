using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>r, z = σ of the gates' sums, n = tanh(x + r h); h' = (1 - z) n + z h. The sum from the state stays apart because r scales it.</summary>
readonly unsafe struct GruGates : IRecurrentCell
{
    public static int Gates => 3;

    public static int Kept => 4;

    public static bool IsGru => true;

    public static void Forward<T>(in RecurrentTile<T> tile) where T : unmanaged
    {
        tile.Activate<SigmoidOps.Body>(0);
        tile.Activate<SigmoidOps.Body>(1);
        tile.Run(new State<T>(tile));
    }

    readonly struct State<T>(RecurrentTile<T> t) : ITileBody where T : unmanaged
    {
        [MethodImpl(Always)]
        public void At<V>(nint row, nint column) where V : struct, ISimdLane<V>
        {
            nint at = row * t.GatesRow + column, state = row * t.StateRow + column;
            V r = V.Load(t.Gates, at), z = V.Load(t.Gates, at + t.GatesGate);
            var sum = V.Load(t.Gh, row * t.GhRow + 2 * t.GhGate + column);
            var n = V.Tanh(V.Load(t.Gx, row * t.GxRow + 2 * t.GxGate + column) + r * sum);
            V.Store(n + z * (V.Load(t.H, state) - n), t.NextH, state);
            if (!t.Keeps) return;
            V.Store(n, t.Gates, at + 2 * t.GatesGate);
            V.Store(sum, t.Gates, at + 3 * t.GatesGate);
        }
    }

    [MethodImpl(Always)]
    public static void Backward<V, T>(in RecurrentGradientRow<T> row, nint j) where V : struct, ISimdLane<V> where T : unmanaged
    {
        var size = row.Size;
        V r = V.Load(row.Kept, j), z = V.Load(row.Kept, size + j), n = V.Load(row.Kept, 2 * size + j), state = V.Load(row.Kept, 3 * size + j);
        var dh = V.Load(row.Dy, j) + V.Load(row.Dh, j);
        var dn = dh * (V.One - z) * (V.One - n * n);
        var dr = dn * state * r * (V.One - r);
        var dz = dh * (V.Load(row.H, j) - n) * z * (V.One - z);
        V.Store(dr, row.Dgx, j);
        V.Store(dz, row.Dgx, size + j);
        V.Store(dn, row.Dgx, 2 * size + j);
        V.Store(dr, row.Dgh, j);
        V.Store(dz, row.Dgh, size + j);
        V.Store(dn * r, row.Dgh, 2 * size + j);
        V.Store(dh * z, row.Dh, j);
    }
}
