using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void Dropout(Tensor x, Tensor y, double keep, GeneratorState start)
    {
        fixed (byte* px = x.Storage, py = y.Storage)
        {
            if (x.DType == DType.Float64)
                new DropoutFill<double>((double*)px + x.Offset, (double*)py + y.Offset, x.Count, start, keep).Fill();
            else
                new DropoutFill<float>((float*)px + x.Offset, (float*)py + y.Offset, x.Count, start, keep).Fill();
        }
        GC.KeepAlive(x);
        GC.KeepAlive(y);
    }
}
