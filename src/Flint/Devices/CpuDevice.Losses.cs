using System.Numerics;
using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void CrossEntropy(Tensor logits, CrossEntropyTask task, Tensor losses, Tensor logSums)
    {
        if (logits.DType == DType.Float64) CrossEntropy<double>(logits, task, losses, logSums);
        else CrossEntropy<float>(logits, task, losses, logSums);
    }

    internal override void CrossEntropyGradient(Tensor scales, Tensor logits, CrossEntropyTask task, Tensor logSums, Tensor dx)
    {
        if (logits.DType == DType.Float64) CrossEntropyGradient<double>(scales, logits, task, logSums, dx);
        else CrossEntropyGradient<float>(scales, logits, task, logSums, dx);
    }

    static void CrossEntropy<T>(Tensor logits, CrossEntropyTask task, Tensor losses, Tensor logSums) where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (byte* px = logits.Storage, pl = task.Labels.Storage, pw = task.Weight?.Storage, py = losses.Storage, ps = logSums.Storage)
            Kernels.CrossEntropy.Forward(
                (T*)px + logits.Offset, (T*)py + losses.Offset, (T*)ps + logSums.Offset, logits.Size(0), Settings<T>(task, logits.Size(1), pl, pw));
        foreach (var used in (ReadOnlySpan<Tensor?>)[logits, task.Labels, task.Weight, losses, logSums]) GC.KeepAlive(used);
    }

    static void CrossEntropyGradient<T>(Tensor scales, Tensor logits, CrossEntropyTask task, Tensor logSums, Tensor dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (byte* pg = scales.Storage, px = logits.Storage, pl = task.Labels.Storage, pw = task.Weight?.Storage, ps = logSums.Storage, pdx = dx.Storage)
            Kernels.CrossEntropy.Backward(
                (T*)pg + scales.Offset, scales.Rank > 0, (T*)px + logits.Offset, (T*)ps + logSums.Offset, (T*)pdx + dx.Offset,
                logits.Size(0), Settings<T>(task, logits.Size(1), pl, pw));
        foreach (var used in (ReadOnlySpan<Tensor?>)[scales, logits, task.Labels, task.Weight, logSums, dx]) GC.KeepAlive(used);
    }

    static CrossEntropySettings<T> Settings<T>(CrossEntropyTask task, int classes, byte* labels, byte* weights) where T : unmanaged, INumber<T>
    {
        var w = weights == null ? null : (T*)weights + task.Weight!.Offset;
        var sum = w == null ? T.CreateTruncating(classes) : T.Zero;
        for (var c = 0; w != null && c < classes; c++) sum += w[c];
        return new()
        {
            Labels = (long*)labels + task.Labels.Offset, Weights = w, WeightSum = sum, Smoothing = T.CreateTruncating(task.LabelSmoothing),
            Ignored = task.IgnoreIndex, Classes = classes,
        };
    }
}
