using Flint.Kernels;

namespace Flint;

sealed partial class WideningDevice
{
    internal override void Unary<TOp>(TOp op, Tensor x, Tensor y)
    {
        var wide = new Widening(cpu);
        cpu.Unary(op, wide.In(x), wide.Out(y));
        wide.Finish();
    }

    internal override void UnaryGradient<TOp>(TOp op, Tensor dy, Tensor x, Tensor y, Tensor dx)
    {
        var wide = new Widening(cpu);
        var upper = wide.In(dy);
        cpu.UnaryGradient(op, upper,
            TOp.GradientReads.HasFlag(Operands.First) ? wide.In(x) : upper, TOp.GradientReads.HasFlag(Operands.Output) ? wide.In(y) : upper, wide.Out(dx));
        wide.Finish();
    }

    internal override void Binary<TOp>(TOp op, Tensor a, Tensor b, Tensor y)
    {
        var wide = new Widening(cpu);
        cpu.Binary(op, wide.In(a), wide.In(b), wide.Out(y));
        wide.Finish();
    }

    internal override void BinaryGradient<TOp>(TOp op, Operands input, Tensor dy, Tensor a, Tensor b, Tensor y, Tensor result)
    {
        var reads = input == Operands.First ? TOp.GradientAReads : TOp.GradientBReads;
        var wide = new Widening(cpu);
        var upper = wide.In(dy);
        cpu.BinaryGradient(op, input, upper, reads.HasFlag(Operands.First) ? wide.In(a) : upper, reads.HasFlag(Operands.Second) ? wide.In(b) : upper,
            reads.HasFlag(Operands.Output) ? wide.In(y) : upper, wide.Out(result));
        wide.Finish();
    }

    internal override void Test<TOp>(TOp op, Tensor x, Tensor y)
    {
        var wide = new Widening(cpu);
        cpu.Test(op, wide.In(x), y);
        wide.Finish();
    }

    internal override void Compare<TOp>(TOp op, Tensor a, Tensor b, Tensor y)
    {
        var wide = new Widening(cpu);
        cpu.Compare(op, wide.In(a), wide.In(b), y);
        wide.Finish();
    }
}
