using Flint.Kernels;
using Flint.Optim;

namespace Flint;

/// <summary>
/// Stands in front of the kernels, so that none of them knows of Float16, BFloat16 and Int8: operands of these dtypes are widened to Float32
/// (Int32) temporaries, the kernel runs, its results are rounded back. What only moves elements, and every call without a narrow operand, passes.
/// </summary>
/// <remarks>A new primitive of <see cref="Device"/> is one line here: <c>In</c> for what the kernel reads, <c>Out</c> for what it fills, <c>InOut</c> for both.</remarks>
sealed partial class WideningDevice(CpuDevice cpu) : Device("cpu")
{
    internal override void Copy(Tensor source, Tensor target) => cpu.Copy(source, target);

    internal override void Fill(Tensor target, double value) => cpu.Fill(target, value);

    internal override void Where(Tensor condition, Tensor a, Tensor b, Tensor y) => cpu.Where(condition, a, b, y);

    internal override void SelectRows(Tensor x, Tensor ids, Tensor y, Axis axis) => cpu.SelectRows(x, ids, y, axis);

    internal override void Gather(Tensor x, Tensor ids, Tensor y, int count, Axis axis) => cpu.Gather(x, ids, y, count, axis);

    internal override void AddRows(Tensor y, Tensor ids, Tensor x, Axis axis, long skip)
    {
        var wide = new Widening(cpu);
        cpu.AddRows(wide.In(y), ids, wide.InOut(x), axis, skip);
        wide.Finish();
    }

    internal override void ScatterAdd(Tensor y, Tensor ids, Tensor x, int count, Axis axis)
    {
        var wide = new Widening(cpu);
        cpu.ScatterAdd(wide.In(y), ids, wide.InOut(x), count, axis);
        wide.Finish();
    }

    internal override void Fold<TOp>(Tensor x, Tensor y)
    {
        var wide = new Widening(cpu);
        cpu.Fold<TOp>(wide.In(x), wide.Out(y));
        wide.Finish();
    }

    internal override void Extreme(Tensor x, bool largest, Tensor values, Tensor indices)
    {
        var wide = new Widening(cpu);
        cpu.Extreme(wide.In(x), largest, wide.Out(values), indices);
        wide.Finish();
    }

    internal override void Update<TUpdate>(List<UpdateItem<TUpdate>> items, long count) => cpu.Update(items, count);

    internal override void Update<TUpdate>(TUpdate update, Tensor p, Tensor g, ReadOnlySpan<Tensor> state)
    {
        if (!p.DType.IsNarrow)
        {
            cpu.Update(update, p, g, state);
            return;
        }
        var wide = new Widening(cpu);
        var states = new Tensor[state.Length];
        for (var i = 0; i < states.Length; i++) states[i] = wide.InOut(state[i]);
        cpu.Update(update, wide.InOut(p), wide.In(g), states);
        wide.Finish();
        p.Storage.Version++;
        foreach (var tensor in state) tensor.Storage.Version++;
    }
}
