using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>r, z = σ of the gates' sums, n = tanh(x + r h); h' = (1 - z) n + z h. The sum from the state stays apart because r scales it.</summary>
readonly unsafe struct GruGates : IRecurrentCell
{
    public static int Gates => 3;

    public static int Kept => 4;

    [MethodImpl(Always)]
    public static void Forward<V, T>(in RecurrentRow<T> row, int j) where V : struct, ISimdLane<V> where T : unmanaged
    {
        var size = row.Size;
        var r = V.Sigmoid(V.Load(row.Gx, j) + V.Load(row.Gh, j));
        var z = V.Sigmoid(V.Load(row.Gx, size + j) + V.Load(row.Gh, size + j));
        var state = V.Load(row.Gh, 2 * size + j);
        var n = V.Tanh(V.Load(row.Gx, 2 * size + j) + r * state);
        V.Store(n + z * (V.Load(row.H, j) - n), row.NextH, j);
        if (row.Kept == null) return;
        V.Store(r, row.Kept, j);
        V.Store(z, row.Kept, size + j);
        V.Store(n, row.Kept, 2 * size + j);
        V.Store(state, row.Kept, 3 * size + j);
    }

    [MethodImpl(Always)]
    public static void Backward<V, T>(in RecurrentRow<T> row, int j) where V : struct, ISimdLane<V> where T : unmanaged
    {
        var size = row.Size;
        V r = V.Load(row.Kept, j), z = V.Load(row.Kept, size + j), n = V.Load(row.Kept, 2 * size + j), state = V.Load(row.Kept, 3 * size + j);
        var dh = V.Load(row.Dh, j);
        var dn = dh * (V.One - z) * (V.One - n * n);
        var dr = dn * state * r * (V.One - r);
        var dz = dh * (V.Load(row.H, j) - n) * z * (V.One - z);
        V.Store(dr, row.Dgx, j);
        V.Store(dz, row.Dgx, size + j);
        V.Store(dn, row.Dgx, 2 * size + j);
        V.Store(dr, row.Dgh, j);
        V.Store(dz, row.Dgh, size + j);
        V.Store(dn * r, row.Dgh, 2 * size + j);
        V.Store(dh * z, row.Through, j);
    }
}
