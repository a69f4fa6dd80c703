using System.Numerics;
using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void Ctc(Tensor logProbs, CtcTask task, Tensor losses, Tensor? gradient)
    {
        if (logProbs.DType == DType.Float64) Ctc<double>(logProbs, task, losses, gradient);
        else Ctc<float>(logProbs, task, losses, gradient);
    }

    static void Ctc<T>(Tensor logProbs, CtcTask task, Tensor losses, Tensor? gradient) where T : unmanaged, INumber<T>
    {
        fixed (byte* x = logProbs.Storage, y = losses.Storage, g = gradient?.Storage)
            new Ctc<T>((T*)x + logProbs.Offset, logProbs.Size(1), logProbs.Size(2), task.Labels, task.Lengths, task.Blank, (T*)y + losses.Offset,
                gradient is null ? null : (T*)g + gradient.Offset).Run();
        foreach (var used in (ReadOnlySpan<Tensor?>)[logProbs, losses, gradient]) GC.KeepAlive(used);
    }
}
