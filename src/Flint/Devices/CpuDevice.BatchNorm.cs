using System.Numerics;
using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void BatchNormStatistics(
        Tensor x, Tensor mean, Tensor rstd, double eps, Tensor? runningMean, Tensor? runningVar, double momentum)
    {
        if (x.DType == DType.Float64) BatchNormStatistics<double>(x, mean, rstd, eps, runningMean, runningVar, momentum);
        else BatchNormStatistics<float>(x, mean, rstd, eps, runningMean, runningVar, momentum);
    }

    internal override void BatchNorm(Tensor x, Tensor mean, Tensor rstd, Tensor weight, Tensor bias, Tensor y)
    {
        if (x.DType == DType.Float64) BatchNorm<double>(x, mean, rstd, weight, bias, y);
        else BatchNorm<float>(x, mean, rstd, weight, bias, y);
    }

    internal override void BatchNormGradient(
        Tensor dy, Tensor x, Tensor mean, Tensor rstd, Tensor weight, Tensor dx, Tensor dweight, Tensor dbias, bool training)
    {
        if (x.DType == DType.Float64) BatchNormGradient<double>(dy, x, mean, rstd, weight, dx, dweight, dbias, training);
        else BatchNormGradient<float>(dy, x, mean, rstd, weight, dx, dweight, dbias, training);
    }

    static void BatchNormStatistics<T>(
        Tensor x, Tensor mean, Tensor rstd, double eps, Tensor? runningMean, Tensor? runningVar, double momentum)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var axis = Axis.Of(x.Shape, 1);
        var count = (double)axis.Outer * axis.Inner;
        fixed (byte* px = x.Storage, pm = mean.Storage, pr = rstd.Storage)
        {
            T* values = (T*)px + x.Offset, means = (T*)pm + mean.Offset, variances = (T*)pr + rstd.Offset;
            if (axis.Inner == 1) BatchNormColumns.Statistics(values, means, variances, axis.Outer, axis.Size);
            else BatchNormPlanes.Statistics(values, means, variances, axis);
            if (runningMean != null) Move<T>(runningMean, means, axis.Size, momentum, 1);
            if (runningVar != null) Move<T>(runningVar, variances, axis.Size, momentum, count / (count - 1));
            for (var c = 0; c < axis.Size; c++) variances[c] = T.One / T.Sqrt(variances[c] + T.CreateTruncating(eps));
        }
        GC.KeepAlive(x);
        GC.KeepAlive(mean);
        GC.KeepAlive(rstd);
    }

    /// <summary>running = (1 - momentum) running + momentum factor batch.</summary>
    static void Move<T>(Tensor running, T* batch, int channels, double momentum, double factor) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = running.RawSpan<T>();
        for (var c = 0; c < channels; c++)
            values[c] = (T.One - T.CreateTruncating(momentum)) * values[c] + T.CreateTruncating(momentum * factor) * batch[c];
        running.Storage.Version++;
        GC.KeepAlive(running);
    }

    static void BatchNorm<T>(Tensor x, Tensor mean, Tensor rstd, Tensor weight, Tensor bias, Tensor y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var axis = Axis.Of(x.Shape, 1);
        var scales = Storage.Allocate((long)axis.Size * sizeof(T));
        fixed (byte* px = x.Storage, pm = mean.Storage, pr = rstd.Storage, pw = weight.Storage, pb = bias.Storage, py = y.Storage, ps = scales)
        {
            T* values = (T*)px + x.Offset, means = (T*)pm + mean.Offset, rstds = (T*)pr + rstd.Offset, weights = (T*)pw + weight.Offset;
            T* biases = (T*)pb + bias.Offset, output = (T*)py + y.Offset, scale = (T*)ps;
            for (var c = 0; c < axis.Size; c++) scale[c] = rstds[c] * weights[c];
            if (axis.Inner == 1) BatchNormColumns.Apply(values, means, scale, biases, output, axis.Outer, axis.Size);
            else BatchNormPlanes.Apply(values, means, scale, biases, output, axis);
        }
        scales.Release();
        foreach (var used in (ReadOnlySpan<Tensor>)[x, mean, rstd, weight, bias, y]) GC.KeepAlive(used);
    }

    static void BatchNormGradient<T>(
        Tensor dy, Tensor x, Tensor mean, Tensor rstd, Tensor weight, Tensor dx, Tensor dweight, Tensor dbias, bool training)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var axis = Axis.Of(x.Shape, 1);
        var factors = Storage.Allocate(3L * axis.Size * sizeof(T));
        fixed (byte* pdy = dy.Storage, px = x.Storage, pm = mean.Storage, pr = rstd.Storage, pw = weight.Storage)
        fixed (byte* pdx = dx.Storage, pdw = dweight.Storage, pdb = dbias.Storage, pf = factors)
        {
            T* upper = (T*)pdy + dy.Offset, values = (T*)px + x.Offset, means = (T*)pm + mean.Offset, rstds = (T*)pr + rstd.Offset;
            T* weights = (T*)pw + weight.Offset, products = (T*)pdw + dweight.Offset, sums = (T*)pdb + dbias.Offset;
            T* a = (T*)pf, b = a + axis.Size, constant = b + axis.Size, result = (T*)pdx + dx.Offset;
            if (axis.Inner == 1) BatchNormColumns.Sums(upper, values, means, sums, products, axis.Outer, axis.Size);
            else BatchNormPlanes.Sums(upper, values, means, sums, products, axis);
            var count = T.CreateTruncating(axis.Outer * axis.Inner);
            for (var c = 0; c < axis.Size; c++)
            {
                a[c] = weights[c] * rstds[c];
                b[c] = training ? -a[c] * rstds[c] * rstds[c] * products[c] / count : T.Zero;
                constant[c] = training ? -a[c] * sums[c] / count : T.Zero;
                products[c] *= rstds[c];
            }
            if (axis.Inner == 1) BatchNormColumns.Gradient(upper, values, means, a, b, constant, result, axis.Outer, axis.Size);
            else BatchNormPlanes.Gradient(upper, values, means, a, b, constant, result, axis);
        }
        factors.Release();
        foreach (var used in (ReadOnlySpan<Tensor>)[dy, x, mean, rstd, weight, dx, dweight, dbias]) GC.KeepAlive(used);
    }
}
