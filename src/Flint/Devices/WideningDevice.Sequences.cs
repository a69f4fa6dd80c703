namespace Flint;

sealed partial class WideningDevice
{
    internal override void Attention(AttentionTask task, Tensor output, Tensor logSums)
    {
        var wide = new Widening(cpu);
        cpu.Attention(Wide(task, ref wide), wide.Out(output), wide.Out(logSums));
        wide.Finish();
    }

    internal override void AttentionGradient(
        AttentionTask task, Tensor output, Tensor logSums, Tensor dOutput, Tensor dQuery, Tensor dKey, Tensor dValue)
    {
        var wide = new Widening(cpu);
        cpu.AttentionGradient(
            Wide(task, ref wide), wide.In(output), wide.In(logSums), wide.In(dOutput), wide.Out(dQuery), wide.Out(dKey), wide.Out(dValue));
        wide.Finish();
    }

    internal override void Recurrence(RecurrentTask task)
    {
        var wide = new Widening(cpu);
        cpu.Recurrence(!task.First.DType.IsNarrow ? task : task with
        {
            First = wide.In(task.First), WeightHh = wide.In(task.WeightHh), BiasHh = wide.InOptional(task.BiasHh), Output = wide.Out(task.Output),
            Cells = wide.InOutOptional(task.Cells), Kept = wide.OutOptional(task.Kept), Gx = wide.InOptional(task.Gx), X = wide.InOptional(task.X),
            WeightIh = wide.InOptional(task.WeightIh), BiasIh = wide.InOptional(task.BiasIh),
        });
        wide.Finish();
    }

    internal override void RecurrenceGradient(RecurrentTask task)
    {
        var wide = new Widening(cpu);
        if (task.First.DType.IsNarrow)
        {
            var dgx = wide.Out(task.Dgx!);
            task = task with
            {
                First = wide.In(task.First), WeightHh = wide.In(task.WeightHh), Output = wide.In(task.Output), Cells = wide.InOptional(task.Cells),
                Kept = wide.InOptional(task.Kept), Dy = wide.In(task.Dy!), Dh = wide.InOut(task.Dh!), Dc = wide.InOutOptional(task.Dc),
                Dgx = dgx, Dgh = ReferenceEquals(task.Dgh, task.Dgx) ? dgx : wide.Out(task.Dgh!),
            };
        }
        cpu.RecurrenceGradient(task);
        wide.Finish();
    }

    static AttentionTask Wide(AttentionTask task, ref Widening wide) => !task.Query.DType.IsNarrow ? task : task with
    {
        Query = wide.In(task.Query), Key = wide.In(task.Key), Value = wide.In(task.Value), Mask = wide.InOptional(task.Mask),
    };
}
