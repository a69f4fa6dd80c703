using System.Numerics;
using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void Fft(Tensor x, Tensor y, int n, FftForm form, double scale)
    {
        if (x.DType == DType.Float64) Fft<double>(x, y, n, form, scale);
        else Fft<float>(x, y, n, form, scale);
    }

    static void Fft<T>(Tensor x, Tensor y, int n, FftForm form, double scale) where T : unmanaged, INumber<T>
    {
        var lines = x.Count / (form switch { FftForm.RealToHalf => n, FftForm.HalfToReal => 2 * (n / 2 + 1), _ => 2 * n });
        fixed (byte* px = x.Storage, py = y.Storage)
            new FftBatch<T>((T*)px + x.Offset, (T*)py + y.Offset, lines, FftPlan<T>.Of(n), form, T.CreateTruncating(scale)).Run();
        GC.KeepAlive(x);
        GC.KeepAlive(y);
    }
}
