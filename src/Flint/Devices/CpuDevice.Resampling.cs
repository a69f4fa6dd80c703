using System.Numerics;
using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void AxisProduct(Tensor x, Tensor y, SparseRows rows, Axis axis)
    {
        if (x.DType == DType.Float64) AxisProduct<double>(x, y, rows, axis);
        else AxisProduct<float>(x, y, rows, axis);
    }

    internal override void Unpool(Tensor x, Tensor ids, Tensor y, long planes)
    {
        if (x.DType == DType.Float64) Unpool<double>(x, ids, y, planes);
        else Unpool<float>(x, ids, y, planes);
    }

    static void AxisProduct<T>(Tensor x, Tensor y, SparseRows rows, Axis axis) where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (byte* px = x.Storage, py = y.Storage) Kernels.AxisProduct.Run((T*)px + x.Offset, (T*)py + y.Offset, rows, axis);
        GC.KeepAlive(x);
        GC.KeepAlive(y);
    }

    static void Unpool<T>(Tensor x, Tensor ids, Tensor y, long planes) where T : unmanaged
    {
        fixed (byte* px = x.Storage, pi = ids.Storage, py = y.Storage)
            MaxUnpool.Run((T*)px + x.Offset, (long*)pi + ids.Offset, (T*)py + y.Offset, planes, x.Count / planes, y.Count / planes);
        GC.KeepAlive(x);
        GC.KeepAlive(ids);
        GC.KeepAlive(y);
    }
}
