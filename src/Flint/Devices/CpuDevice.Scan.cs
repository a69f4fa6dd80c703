using System.Numerics;
using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void Scan(ScanKind kind, Tensor x, Tensor y, Axis axis, bool reverse)
    {
        switch (x.DType)
        {
            case DType.Float32: Scan<float>(kind, x, y, axis, reverse); break;
            case DType.Float64: Scan<double>(kind, x, y, axis, reverse); break;
            case DType.Int32: Scan<int>(kind, x, y, axis, reverse); break;
            case DType.Int64: Scan<long>(kind, x, y, axis, reverse); break;
            default: Scan<byte>(kind, x, y, axis, reverse); break;
        }
    }

    internal override void ScanExtreme(bool largest, Tensor x, Tensor y, Tensor indices, Axis axis)
    {
        switch (x.DType)
        {
            case DType.Float32: ScanExtreme<float>(largest, x, y, indices, axis); break;
            case DType.Float64: ScanExtreme<double>(largest, x, y, indices, axis); break;
            case DType.Int32: ScanExtreme<int>(largest, x, y, indices, axis); break;
            case DType.Int64: ScanExtreme<long>(largest, x, y, indices, axis); break;
            default: ScanExtreme<byte>(largest, x, y, indices, axis); break;
        }
    }

    internal override void Sort(Tensor x, Tensor values, Tensor indices, Axis axis, int count, bool descending)
    {
        switch (x.DType)
        {
            case DType.Float32: Sort<float>(x, values, indices, axis, count, descending); break;
            case DType.Float64: Sort<double>(x, values, indices, axis, count, descending); break;
            case DType.Int32: Sort<int>(x, values, indices, axis, count, descending); break;
            case DType.Int64: Sort<long>(x, values, indices, axis, count, descending); break;
            default: Sort<byte>(x, values, indices, axis, count, descending); break;
        }
    }

    internal override void Search(Tensor sorted, Tensor values, Tensor positions, bool right)
    {
        switch (sorted.DType)
        {
            case DType.Float32: Search<float>(sorted, values, positions, right); break;
            case DType.Float64: Search<double>(sorted, values, positions, right); break;
            case DType.Int32: Search<int>(sorted, values, positions, right); break;
            case DType.Int64: Search<long>(sorted, values, positions, right); break;
            default: Search<byte>(sorted, values, positions, right); break;
        }
    }

    static void Scan<T>(ScanKind kind, Tensor x, Tensor y, Axis axis, bool reverse) where T : unmanaged, INumber<T>
    {
        fixed (byte* p = x.Storage, q = y.Storage)
        {
            var (source, target) = ((nint)At(p, x), (nint)At(q, y));
            if (kind == ScanKind.Sum) Kernels.Scan<T, SumScan<T>>.Run((T*)source, (T*)target, null, axis, reverse);
            else if (kind == ScanKind.Product) Kernels.Scan<T, ProductScan<T>>.Run((T*)source, (T*)target, null, axis, reverse);
            else Kernels.Scan<T, LogSumExpScan<T>>.Run((T*)source, (T*)target, null, axis, reverse);
        }
        GC.KeepAlive(x);
        GC.KeepAlive(y);
    }

    static void ScanExtreme<T>(bool largest, Tensor x, Tensor y, Tensor indices, Axis axis) where T : unmanaged, INumber<T>
    {
        fixed (byte* p = x.Storage, q = y.Storage, r = indices.Storage)
        {
            var (source, target, index) = ((nint)At(p, x), (nint)At(q, y), (nint)At(r, indices));
            if (largest) Kernels.Scan<T, MaxScan<T>>.Run((T*)source, (T*)target, (long*)index, axis, reverse: false);
            else Kernels.Scan<T, MinScan<T>>.Run((T*)source, (T*)target, (long*)index, axis, reverse: false);
        }
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        GC.KeepAlive(indices);
    }

    static void Sort<T>(Tensor x, Tensor values, Tensor indices, Axis axis, int count, bool descending) where T : unmanaged, INumber<T>
    {
        fixed (byte* p = x.Storage, q = values.Storage, r = indices.Storage)
            LineSort<T>.Run((T*)At(p, x), (T*)At(q, values), (long*)At(r, indices), axis, count, descending);
        GC.KeepAlive(x);
        GC.KeepAlive(values);
        GC.KeepAlive(indices);
    }

    static void Search<T>(Tensor sorted, Tensor values, Tensor positions, bool right) where T : unmanaged, INumber<T>
    {
        var (n, m) = (sorted.Size(-1), values.Size(-1));
        fixed (byte* p = sorted.Storage, q = values.Storage, r = positions.Storage)
            LineSearch<T>.Run((T*)At(p, sorted), (T*)At(q, values), (long*)At(r, positions), values.Count, n, m, sorted.Count == n, right);
        GC.KeepAlive(sorted);
        GC.KeepAlive(values);
        GC.KeepAlive(positions);
    }
}
