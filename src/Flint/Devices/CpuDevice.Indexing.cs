using System.Numerics;
using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void SelectRows(Tensor x, Tensor ids, Tensor y, Axis axis)
    {
        var width = x.DType.Size;
        fixed (byte* px = x.Storage, pi = ids.Storage, py = y.Storage)
            new RowCopy(px + x.Offset * width, py + y.Offset * width, (long*)pi + ids.Offset, axis.Outer, ids.Count, axis.Size, axis.Inner * width).Run();
        GC.KeepAlive(x);
        GC.KeepAlive(ids);
        GC.KeepAlive(y);
    }

    internal override void AddRows(Tensor y, Tensor ids, Tensor x, Axis axis, long skip)
    {
        if (x.DType == DType.Float64) AddRows<double>(y, ids, x, axis, skip);
        else AddRows<float>(y, ids, x, axis, skip);
    }

    internal override void Gather(Tensor x, Tensor ids, Tensor y, int count, Axis axis)
    {
        switch (x.DType.Size)
        {
            case 8: Gather<long>(x, ids, y, count, axis); break;
            case 4: Gather<int>(x, ids, y, count, axis); break;
            case 2: Gather<short>(x, ids, y, count, axis); break;
            default: Gather<byte>(x, ids, y, count, axis); break;
        }
    }

    internal override void ScatterAdd(Tensor y, Tensor ids, Tensor x, int count, Axis axis)
    {
        if (x.DType == DType.Float64) ScatterAdd<double>(y, ids, x, count, axis);
        else ScatterAdd<float>(y, ids, x, count, axis);
    }

    internal override void Scatter(Tensor y, Tensor ids, Tensor x, long count, Axis axis, ScatterMode mode)
    {
        switch (x.DType)
        {
            case DType.Float64: Scatter<double>(y, ids, x, count, axis, mode); break;
            case DType.Float32: Scatter<float>(y, ids, x, count, axis, mode); break;
            case DType.Int64: Scatter<long>(y, ids, x, count, axis, mode); break;
            case DType.Int32: Scatter<int>(y, ids, x, count, axis, mode); break;
            default: Scatter<byte>(y, ids, x, count, axis, mode); break;
        }
    }

    static void Scatter<T>(Tensor y, Tensor ids, Tensor x, long count, Axis axis, ScatterMode mode) where T : unmanaged, INumber<T>
    {
        fixed (byte* py = y.Storage, pi = ids.Storage, px = x.Storage)
            Kernels.Scatter.Run((T*)py + y.Offset, (long*)pi + ids.Offset, ids.Count == y.Count, (T*)px + x.Offset, count, axis, mode);
        GC.KeepAlive(y);
        GC.KeepAlive(ids);
        GC.KeepAlive(x);
    }

    static void AddRows<T>(Tensor y, Tensor ids, Tensor x, Axis axis, long skip) where T : unmanaged, INumber<T>
    {
        fixed (byte* py = y.Storage, pi = ids.Storage, px = x.Storage)
            RowAdd.Run((T*)py + y.Offset, (long*)pi + ids.Offset, (T*)px + x.Offset, ids.Count, axis, skip);
        GC.KeepAlive(y);
        GC.KeepAlive(ids);
        GC.KeepAlive(x);
    }

    static void Gather<T>(Tensor x, Tensor ids, Tensor y, int count, Axis axis) where T : unmanaged
    {
        fixed (byte* px = x.Storage, pi = ids.Storage, py = y.Storage)
            Kernels.Gather.Forward((T*)px + x.Offset, (long*)pi + ids.Offset, (T*)py + y.Offset, count, axis);
        GC.KeepAlive(x);
        GC.KeepAlive(ids);
        GC.KeepAlive(y);
    }

    static void ScatterAdd<T>(Tensor y, Tensor ids, Tensor x, int count, Axis axis) where T : unmanaged, INumber<T>
    {
        fixed (byte* py = y.Storage, pi = ids.Storage, px = x.Storage)
            Kernels.Gather.Backward((T*)py + y.Offset, (long*)pi + ids.Offset, (T*)px + x.Offset, count, axis);
        GC.KeepAlive(y);
        GC.KeepAlive(ids);
        GC.KeepAlive(x);
    }
}
