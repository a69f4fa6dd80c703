using System.Numerics;
using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void Softmax(Tensor x, Tensor y, Axis axis, bool log)
    {
        switch (x.DType, log)
        {
            case (DType.Float64, false): Softmax<double, SoftmaxForm>(x, y, axis); break;
            case (DType.Float64, true): Softmax<double, LogSoftmaxForm>(x, y, axis); break;
            case (_, false): Softmax<float, SoftmaxForm>(x, y, axis); break;
            default: Softmax<float, LogSoftmaxForm>(x, y, axis); break;
        }
    }

    internal override void SoftmaxGradient(Tensor dy, Tensor y, Tensor dx, Axis axis, bool log)
    {
        switch (dy.DType, log)
        {
            case (DType.Float64, false): SoftmaxGradient<double, SoftmaxForm>(dy, y, dx, axis); break;
            case (DType.Float64, true): SoftmaxGradient<double, LogSoftmaxForm>(dy, y, dx, axis); break;
            case (_, false): SoftmaxGradient<float, SoftmaxForm>(dy, y, dx, axis); break;
            default: SoftmaxGradient<float, LogSoftmaxForm>(dy, y, dx, axis); break;
        }
    }

    static void Softmax<T, TForm>(Tensor x, Tensor y, Axis axis) where T : unmanaged, INumber<T> where TForm : struct, ISoftmaxForm
    {
        fixed (byte* px = x.Storage, py = y.Storage)
        {
            if (axis.Inner == 1) SoftmaxRows.Forward<T, TForm>((T*)px + x.Offset, (T*)py + y.Offset, axis.Outer, axis.Size);
            else SoftmaxColumns.Forward<T, TForm>((T*)px + x.Offset, (T*)py + y.Offset, axis);
        }
        GC.KeepAlive(x);
        GC.KeepAlive(y);
    }

    static void SoftmaxGradient<T, TForm>(Tensor dy, Tensor y, Tensor dx, Axis axis)
        where T : unmanaged, INumber<T> where TForm : struct, ISoftmaxForm
    {
        fixed (byte* pdy = dy.Storage, py = y.Storage, pdx = dx.Storage)
        {
            T* from = (T*)pdy + dy.Offset, output = (T*)py + y.Offset, to = (T*)pdx + dx.Offset;
            if (axis.Inner == 1) SoftmaxRows.Backward<T, TForm>(from, output, to, axis.Outer, axis.Size);
            else SoftmaxColumns.Backward<T, TForm>(from, output, to, axis);
        }
        GC.KeepAlive(dy);
        GC.KeepAlive(y);
        GC.KeepAlive(dx);
    }
}
