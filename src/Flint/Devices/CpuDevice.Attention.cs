using System.Numerics;
using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void Attention(AttentionTask task, Tensor output, Tensor logSums)
    {
        if (output.DType == DType.Float64) Attention<double>(task, output, logSums);
        else Attention<float>(task, output, logSums);
    }

    internal override void AttentionGradient(
        AttentionTask task, Tensor output, Tensor logSums, Tensor dOutput, Tensor dQuery, Tensor dKey, Tensor dValue)
    {
        if (output.DType == DType.Float64) AttentionGradient<double>(task, output, logSums, dOutput, dQuery, dKey, dValue);
        else AttentionGradient<float>(task, output, logSums, dOutput, dQuery, dKey, dValue);
    }

    static void Attention<T>(AttentionTask task, Tensor output, Tensor logSums) where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (byte* q = task.Query.Storage, k = task.Key.Storage, v = task.Value.Storage, m = task.Mask?.Storage, o = output.Storage, l = logSums.Storage)
        {
            var operands = OperandsOf(task, output, logSums, (T*)q, (T*)k, (T*)v, (T*)m, (T*)o, (T*)l);
            var problem = new AttentionForward<T>(operands);
            if (AttentionOneQuery<T>.Applies(operands)) new AttentionOneQuery<T>(operands).Run();
            else Tiles.Run<T, AttentionForward<T>>(ref problem);
        }
        foreach (var used in (ReadOnlySpan<Tensor?>)[task.Query, task.Key, task.Value, task.Mask, output, logSums]) GC.KeepAlive(used);
    }

    static void AttentionGradient<T>(
        AttentionTask task, Tensor output, Tensor logSums, Tensor dOutput, Tensor dQuery, Tensor dKey, Tensor dValue)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (byte* q = task.Query.Storage, k = task.Key.Storage, v = task.Value.Storage, m = task.Mask?.Storage, o = output.Storage, l = logSums.Storage)
        fixed (byte* dO = dOutput.Storage, dQ = dQuery.Storage, dK = dKey.Storage, dV = dValue.Storage)
        {
            var problem = new AttentionBackward<T>(OperandsOf(task, output, logSums, (T*)q, (T*)k, (T*)v, (T*)m, (T*)o, (T*)l),
                (T*)dO + dOutput.Offset, (T*)dQ + dQuery.Offset, (T*)dK + dKey.Offset, (T*)dV + dValue.Offset);
            Tiles.Run<T, AttentionBackward<T>>(ref problem);
        }
        foreach (var used in (ReadOnlySpan<Tensor?>)[task.Query, task.Key, task.Value, task.Mask, output, logSums, dOutput, dQuery, dKey, dValue])
            GC.KeepAlive(used);
    }

    static AttentionOperands<T> OperandsOf<T>(AttentionTask task, Tensor output, Tensor logSums, T* q, T* k, T* v, T* mask, T* o, T* l)
        where T : unmanaged, IFloatingPointIeee754<T> => new()
        {
            Q = q + task.Query.Offset, K = k + task.Key.Offset, V = v + task.Value.Offset, Mask = task.Mask is null ? null : mask + task.Mask.Offset,
            Output = o + output.Offset, LogSums = l + logSums.Offset,
            QAt = HeadOffsets(task.Query), KAt = HeadOffsets(task.Key), VAt = HeadOffsets(task.Value),
            MaskAt = task.Mask is null ? [] : HeadOffsets(task.Mask),
            QRow = (nint)task.Query.Strides[^2], KRow = (nint)task.Key.Strides[^2], VRow = (nint)task.Value.Strides[^2],
            MaskRow = task.Mask is null ? 0 : (nint)task.Mask.Strides[^2],
            Heads = (int)(logSums.Count / logSums.Size(-1)), L = task.Query.Size(-2), S = task.Key.Size(-2), E = task.Query.Size(-1), Ev = task.Value.Size(-1),
            Scale = T.CreateTruncating(task.Scale), IsCausal = task.IsCausal, Keep = task.Keep, Start = task.Start,
        };

    /// <summary>Elements to the matrix of each index of the leading dimensions, in row-major order.</summary>
    static long[] HeadOffsets(Tensor x)
    {
        long[] offsets = [0];
        for (var d = 0; d < x.Rank - 2; d++)
        {
            var (size, stride) = (x.Layout.Sizes[d], x.Layout.Strides[d]);
            offsets = [.. offsets.SelectMany(at => Enumerable.Range(0, size).Select(i => at + i * stride))];
        }
        return offsets;
    }
}
