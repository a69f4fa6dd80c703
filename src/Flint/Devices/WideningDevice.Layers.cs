using Flint.Kernels;

namespace Flint;

sealed partial class WideningDevice
{
    internal override void MatMul(Tensor a, Tensor b, Tensor? bias, Tensor result)
    {
        var wide = new Widening(cpu);
        cpu.MatMul(wide.In(a), wide.In(b), wide.InOptional(bias), wide.Out(result));
        wide.Finish();
    }

    internal override void Convolve(in ConvolutionShape shape, Tensor images, Tensor weight, Tensor? bias, Tensor result, Clamp? clamp)
    {
        var wide = new Widening(cpu);
        cpu.Convolve(shape, wide.In(images), wide.In(weight), wide.InOptional(bias), wide.Out(result), clamp);
        wide.Finish();
    }

    internal override void ConvolveInputGradient(in ConvolutionShape shape, Tensor gradient, Tensor weight, Tensor result)
    {
        var wide = new Widening(cpu);
        cpu.ConvolveInputGradient(shape, wide.In(gradient), wide.In(weight), wide.Out(result));
        wide.Finish();
    }

    internal override void ConvolveWeightGradient(in ConvolutionShape shape, Tensor images, Tensor gradient, Tensor result)
    {
        var wide = new Widening(cpu);
        cpu.ConvolveWeightGradient(shape, wide.In(images), wide.In(gradient), wide.Out(result));
        wide.Finish();
    }

    internal override void Dropout(Tensor x, Tensor y, double keep, GeneratorState start)
    {
        var wide = new Widening(cpu);
        cpu.Dropout(wide.In(x), wide.Out(y), keep, start);
        wide.Finish();
    }

    internal override void MaxPool(Tensor x, Tensor y, Tensor? positions, PoolWindows rows, PoolWindows columns)
    {
        var wide = new Widening(cpu);
        cpu.MaxPool(wide.In(x), wide.Out(y), positions, rows, columns);
        wide.Finish();
    }

    internal override void MaxPoolGradient(Tensor dy, Tensor positions, Tensor dx, PoolWindows rows, PoolWindows columns)
    {
        var wide = new Widening(cpu);
        cpu.MaxPoolGradient(wide.In(dy), positions, wide.Out(dx), rows, columns);
        wide.Finish();
    }

    internal override void AvgPool(Tensor x, Tensor y, PoolWindows rows, PoolWindows columns)
    {
        var wide = new Widening(cpu);
        cpu.AvgPool(wide.In(x), wide.Out(y), rows, columns);
        wide.Finish();
    }

    internal override void AvgPoolGradient(Tensor dy, Tensor dx, PoolWindows rows, PoolWindows columns)
    {
        var wide = new Widening(cpu);
        cpu.AvgPoolGradient(wide.In(dy), wide.Out(dx), rows, columns);
        wide.Finish();
    }

    internal override void Softmax(Tensor x, Tensor y, Axis axis, bool log)
    {
        var wide = new Widening(cpu);
        cpu.Softmax(wide.In(x), wide.Out(y), axis, log);
        wide.Finish();
    }

    internal override void SoftmaxGradient(Tensor dy, Tensor y, Tensor dx, Axis axis, bool log)
    {
        var wide = new Widening(cpu);
        cpu.SoftmaxGradient(wide.In(dy), wide.In(y), wide.Out(dx), axis, log);
        wide.Finish();
    }

    internal override void LayerNorm(Tensor x, Tensor weight, Tensor bias, Tensor y, Tensor mean, Tensor rstd, double eps)
    {
        var wide = new Widening(cpu);
        cpu.LayerNorm(wide.In(x), wide.In(weight), wide.In(bias), wide.Out(y), wide.Out(mean), wide.Out(rstd), eps);
        wide.Finish();
    }

    internal override void LayerNormGradient(
        Tensor dy, Tensor x, Tensor weight, Tensor mean, Tensor rstd, Tensor dx, Tensor dweight, Tensor dbias)
    {
        var wide = new Widening(cpu);
        cpu.LayerNormGradient(
            wide.In(dy), wide.In(x), wide.In(weight), wide.In(mean), wide.In(rstd), wide.Out(dx), wide.Out(dweight), wide.Out(dbias));
        wide.Finish();
    }

    internal override void BatchNormStatistics(
        Tensor x, Tensor mean, Tensor rstd, double eps, Tensor? runningMean, Tensor? runningVar, double momentum)
    {
        var wide = new Widening(cpu);
        cpu.BatchNormStatistics(
            wide.In(x), wide.Out(mean), wide.Out(rstd), eps, wide.InOutOptional(runningMean), wide.InOutOptional(runningVar), momentum);
        wide.Finish();
        if (runningMean is { DType.IsNarrow: true }) runningMean.Storage.Version++;
        if (runningVar is { DType.IsNarrow: true }) runningVar.Storage.Version++;
    }

    internal override void BatchNorm(Tensor x, Tensor mean, Tensor rstd, Tensor weight, Tensor bias, Tensor y)
    {
        var wide = new Widening(cpu);
        cpu.BatchNorm(wide.In(x), wide.In(mean), wide.In(rstd), wide.In(weight), wide.In(bias), wide.Out(y));
        wide.Finish();
    }

    internal override void BatchNormGradient(
        Tensor dy, Tensor x, Tensor mean, Tensor rstd, Tensor weight, Tensor dx, Tensor dweight, Tensor dbias, bool training)
    {
        var wide = new Widening(cpu);
        cpu.BatchNormGradient(wide.In(dy), wide.In(x), wide.In(mean), wide.In(rstd), wide.In(weight),
            wide.Out(dx), wide.Out(dweight), wide.Out(dbias), training);
        wide.Finish();
    }

    internal override void CrossEntropy(Tensor logits, CrossEntropyTask task, Tensor losses, Tensor logSums)
    {
        var wide = new Widening(cpu);
        cpu.CrossEntropy(wide.In(logits), Wide(task, ref wide), wide.Out(losses), wide.Out(logSums));
        wide.Finish();
    }

    internal override void CrossEntropyGradient(Tensor scales, Tensor logits, CrossEntropyTask task, Tensor logSums, Tensor dx)
    {
        var wide = new Widening(cpu);
        cpu.CrossEntropyGradient(wide.In(scales), wide.In(logits), Wide(task, ref wide), wide.In(logSums), wide.Out(dx));
        wide.Finish();
    }

    static CrossEntropyTask Wide(CrossEntropyTask task, ref Widening wide) =>
        task.Weight is { DType.IsNarrow: true } weight ? task with { Weight = wide.In(weight) } : task;
}
