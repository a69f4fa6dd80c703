using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void Fold<TOp>(Tensor x, Tensor y)
    {
        if (y.Count == 0) return;
        if (x.Count == 0)
        {
            // Of no Bool, the largest is false and the smallest true.
            Fill(y, y.DType == DType.Bool ? Math.Max(TOp.Identity, 0) : TOp.Identity);
            return;
        }
        var grid = Grid.OfReduction(y, x);
        fixed (byte* p = x.Storage, q = y.Storage)
            switch (x.DType)
            {
                case DType.Float32: Kernels.Fold.Run<TOp, float, double>(grid, At(q, y), At(p, x)); break;
                case DType.Float64: Kernels.Fold.Run<TOp, double, double>(grid, At(q, y), At(p, x)); break;
                case DType.Int64: Kernels.Fold.Run<TOp, long, long>(grid, At(q, y), At(p, x)); break;
                case DType.Int32: Kernels.Fold.Run<TOp, int, long>(grid, At(q, y), At(p, x)); break;
                default: Kernels.Fold.Run<TOp, byte, long>(grid, At(q, y), At(p, x)); break;
            }
        GC.KeepAlive(x);
        GC.KeepAlive(y);
    }

    internal override void Extreme(Tensor x, bool largest, Tensor values, Tensor indices)
    {
        fixed (byte* p = x.Storage, q = values.Storage, r = indices.Storage)
        {
            var (source, target) = ((nint)At(p, x), (nint)At(q, values));
            var index = (long*)At(r, indices);
            var (outer, n, inner) = (x.Layout.Sizes[0], x.Layout.Sizes[1], x.Layout.Sizes[2]);
            switch (x.DType)
            {
                case DType.Float32: ExtremePieces<float>.Run((float*)source, (float*)target, index, outer, n, inner, largest); break;
                case DType.Float64: ExtremePieces<double>.Run((double*)source, (double*)target, index, outer, n, inner, largest); break;
                case DType.Int64: ExtremePieces<long>.Run((long*)source, (long*)target, index, outer, n, inner, largest); break;
                case DType.Int32: ExtremePieces<int>.Run((int*)source, (int*)target, index, outer, n, inner, largest); break;
                default: ExtremePieces<byte>.Run((byte*)source, (byte*)target, index, outer, n, inner, largest); break;
            }
        }
        GC.KeepAlive(x);
        GC.KeepAlive(values);
        GC.KeepAlive(indices);
    }
}
