using System.Numerics;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void LayerNorm(Tensor x, Tensor weight, Tensor bias, Tensor y, Tensor mean, Tensor rstd, double eps)
    {
        if (x.DType == DType.Float64) LayerNorm<double>(x, weight, bias, y, mean, rstd, eps);
        else LayerNorm<float>(x, weight, bias, y, mean, rstd, eps);
    }

    internal override void LayerNormGradient(
        Tensor dy, Tensor x, Tensor weight, Tensor mean, Tensor rstd, Tensor dx, Tensor dweight, Tensor dbias)
    {
        if (x.DType == DType.Float64) LayerNormGradient<double>(dy, x, weight, mean, rstd, dx, dweight, dbias);
        else LayerNormGradient<float>(dy, x, weight, mean, rstd, dx, dweight, dbias);
    }

    static void LayerNorm<T>(Tensor x, Tensor weight, Tensor bias, Tensor y, Tensor mean, Tensor rstd, double eps)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (byte* px = x.Storage, pw = weight.Storage, pb = bias.Storage, py = y.Storage, pm = mean.Storage, pr = rstd.Storage)
            Kernels.LayerNorm.Forward(
                (T*)px + x.Offset, (T*)pw + weight.Offset, (T*)pb + bias.Offset, (T*)py + y.Offset, (T*)pm + mean.Offset,
                (T*)pr + rstd.Offset, mean.Count, (int)weight.Count, eps);
        GC.KeepAlive(x);
        GC.KeepAlive(weight);
        GC.KeepAlive(bias);
        GC.KeepAlive(y);
        GC.KeepAlive(mean);
        GC.KeepAlive(rstd);
    }

    static void LayerNormGradient<T>(
        Tensor dy, Tensor x, Tensor weight, Tensor mean, Tensor rstd, Tensor dx, Tensor dweight, Tensor dbias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var workspace = Storage.Allocate(2L * Kernels.LayerNormGradient.Blocks(mean.Count) * weight.Count * sizeof(T));
        fixed (byte* pdy = dy.Storage, px = x.Storage, pw = weight.Storage, pm = mean.Storage, pr = rstd.Storage)
        fixed (byte* pdx = dx.Storage, pdw = dweight.Storage, pdb = dbias.Storage, partial = workspace)
            Kernels.LayerNormGradient.Run(
                (T*)pdy + dy.Offset, (T*)px + x.Offset, (T*)pw + weight.Offset, (T*)pm + mean.Offset, (T*)pr + rstd.Offset,
                (T*)pdx + dx.Offset, (T*)pdw + dweight.Offset, (T*)pdb + dbias.Offset, (T*)partial, mean.Count, (int)weight.Count);
        workspace.Release();
        foreach (var used in (ReadOnlySpan<Tensor>)[dy, x, weight, mean, rstd, dx, dweight, dbias]) GC.KeepAlive(used);
    }
}
