using System.Numerics;
using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void MaxPool(Tensor x, Tensor y, Tensor? positions, PoolWindows rows, PoolWindows columns)
    {
        if (x.DType == DType.Float64) MaxPool<double>(x, y, positions, rows, columns);
        else MaxPool<float>(x, y, positions, rows, columns);
    }

    internal override void MaxPoolGradient(Tensor dy, Tensor positions, Tensor dx, PoolWindows rows, PoolWindows columns)
    {
        if (dy.DType == DType.Float64) MaxPoolGradient<double>(dy, positions, dx, rows, columns);
        else MaxPoolGradient<float>(dy, positions, dx, rows, columns);
    }

    internal override void AvgPool(Tensor x, Tensor y, PoolWindows rows, PoolWindows columns)
    {
        if (x.DType == DType.Float64) AvgPool<double>(x, y, rows, columns, gradient: false);
        else AvgPool<float>(x, y, rows, columns, gradient: false);
    }

    internal override void AvgPoolGradient(Tensor dy, Tensor dx, PoolWindows rows, PoolWindows columns)
    {
        if (dy.DType == DType.Float64) AvgPool<double>(dx, dy, rows, columns, gradient: true);
        else AvgPool<float>(dx, dy, rows, columns, gradient: true);
    }

    static void MaxPool<T>(Tensor x, Tensor y, Tensor? positions, PoolWindows rows, PoolWindows columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var planes = x.Count / Math.Max(1, (long)rows.Size * columns.Size);
        fixed (byte* px = x.Storage, py = y.Storage, pp = positions?.Storage)
        {
            if (rows.ArePairs && columns.ArePairs)
                MaxPool2x2.Forward((T*)px + x.Offset, (T*)py + y.Offset, pp, planes, rows.Size, columns.Size);
            else
                Kernels.MaxPool.Forward((T*)px + x.Offset, (T*)py + y.Offset, (int*)pp, planes, rows, columns);
        }
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        GC.KeepAlive(positions);
    }

    static void MaxPoolGradient<T>(Tensor dy, Tensor positions, Tensor dx, PoolWindows rows, PoolWindows columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (inPlane, outPlane) = (rows.Size * columns.Size, rows.Count * columns.Count);
        var planes = dx.Count / Math.Max(1, inPlane);
        fixed (byte* pdy = dy.Storage, pdx = dx.Storage, pp = positions.Storage)
        {
            if (rows.ArePairs && columns.ArePairs)
                MaxPool2x2.Backward((T*)pdy + dy.Offset, pp, (T*)pdx + dx.Offset, planes, rows.Size, columns.Size);
            else
                Kernels.MaxPool.Backward((T*)pdy + dy.Offset, (int*)pp, (T*)pdx + dx.Offset, planes, inPlane, outPlane);
        }
        GC.KeepAlive(dy);
        GC.KeepAlive(positions);
        GC.KeepAlive(dx);
    }

    static void AvgPool<T>(Tensor x, Tensor y, PoolWindows rows, PoolWindows columns, bool gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var planes = x.Count / Math.Max(1, (long)rows.Size * columns.Size);
        fixed (byte* px = x.Storage, py = y.Storage)
        {
            if (gradient) Kernels.AvgPool.Backward((T*)py + y.Offset, (T*)px + x.Offset, planes, rows, columns);
            else Kernels.AvgPool.Forward((T*)px + x.Offset, (T*)py + y.Offset, planes, rows, columns);
        }
        GC.KeepAlive(x);
        GC.KeepAlive(y);
    }
}
