using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Flint.Kernels;

/// <summary>
/// Reduces a tensor of any layout. Work is cut by sizes alone, and partial results are combined in order, so that the bits
/// do not depend on the number of threads.
/// </summary>
static unsafe class Fold
{
    internal static void Run<TOp, T, A>(in Grid grid, byte* y, byte* x)
        where TOp : unmanaged, IFold where T : unmanaged, INumber<T> where A : unmanaged, INumber<A>
    {
        if (Vector512.IsHardwareAccelerated) Run<TOp, T, A, Lane512<T>>(grid, y, x);
        else if (Vector256.IsHardwareAccelerated) Run<TOp, T, A, Lane256<T>>(grid, y, x);
        else if (Vector128.IsHardwareAccelerated) Run<TOp, T, A, Lane128<T>>(grid, y, x);
        else Run<TOp, T, A, Lane1<T>>(grid, y, x);
    }

    static void Run<TOp, T, A, V>(in Grid grid, byte* y, byte* x)
        where TOp : unmanaged, IFold where T : unmanaged, INumber<T> where A : unmanaged, INumber<A> where V : struct, ISimdLane<V>
    {
        // Columns move in both operands; a repeated input (stride 0) is folded output by output.
        var columns = grid.Rank > 0 && grid.Stride(0, grid.Rank - 1) != 0 && grid.Stride(1, grid.Rank - 1) != 0;
        var kept = grid.Select(moves: true);
        var body = new FoldPieces<TOp, T, A, V>
        {
            Y = y,
            X = x,
            ByColumns = columns,
            Columns = columns ? grid.Inner : 1,
            ColumnStride = columns ? grid.InnerStride(1) : 0,
            OutputStride = columns ? grid.InnerStride(0) : 0,
            Kept = columns ? kept.Outer() : kept,
            Reduced = grid.Select(moves: false),
        };
        body.Plan();
        var partials = body.Chunks > 1 ? new A[body.Outputs * body.Chunks * body.Columns] : [];
        fixed (A* p = partials)
        {
            body.Partials = p;
            Threads.For(body.Count, Grain.Of(body.Work), ref body);
            if (body.Chunks > 1) body.Combine();
        }
    }
}
