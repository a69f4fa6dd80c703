using Flint.Kernels;

namespace Flint;

sealed partial class WideningDevice
{
    internal override void Scan(ScanKind kind, Tensor x, Tensor y, Axis axis, bool reverse)
    {
        var wide = new Widening(cpu);
        cpu.Scan(kind, wide.In(x), wide.Out(y), axis, reverse);
        wide.Finish();
    }

    internal override void ScanExtreme(bool largest, Tensor x, Tensor y, Tensor indices, Axis axis)
    {
        var wide = new Widening(cpu);
        cpu.ScanExtreme(largest, wide.In(x), wide.Out(y), indices, axis);
        wide.Finish();
    }

    internal override void Sort(Tensor x, Tensor values, Tensor indices, Axis axis, int count, bool descending)
    {
        var wide = new Widening(cpu);
        cpu.Sort(wide.In(x), wide.Out(values), indices, axis, count, descending);
        wide.Finish();
    }

    internal override void Search(Tensor sorted, Tensor values, Tensor positions, bool right)
    {
        var wide = new Widening(cpu);
        cpu.Search(wide.In(sorted), wide.In(values), positions, right);
        wide.Finish();
    }

    internal override void Scatter(Tensor y, Tensor ids, Tensor x, long count, Axis axis, ScatterMode mode)
    {
        var wide = new Widening(cpu);
        cpu.Scatter(wide.In(y), ids, wide.InOut(x), count, axis, mode);
        wide.Finish();
    }

    internal override void AxisProduct(Tensor x, Tensor y, SparseRows rows, Axis axis)
    {
        var wide = new Widening(cpu);
        cpu.AxisProduct(wide.In(x), wide.Out(y), rows, axis);
        wide.Finish();
    }

    internal override void Unpool(Tensor x, Tensor ids, Tensor y, long planes)
    {
        var wide = new Widening(cpu);
        cpu.Unpool(wide.In(x), ids, wide.InOut(y), planes);
        wide.Finish();
    }

    internal override void Fft(Tensor x, Tensor y, int n, FftForm form, double scale)
    {
        var wide = new Widening(cpu);
        cpu.Fft(wide.In(x), wide.Out(y), n, form, scale);
        wide.Finish();
    }

    internal override void Ctc(Tensor logProbs, CtcTask task, Tensor losses, Tensor? gradient)
    {
        var wide = new Widening(cpu);
        cpu.Ctc(wide.In(logProbs), task, wide.Out(losses), wide.InOutOptional(gradient));
        wide.Finish();
    }
}
