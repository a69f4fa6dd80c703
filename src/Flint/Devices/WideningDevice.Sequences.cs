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

    internal override void RecurrentStep(RecurrentTask task)
    {
        var wide = new Widening(cpu);
        cpu.RecurrentStep(!task.H.DType.IsNarrow ? task : task with
        {
            H = wide.In(task.H), NextH = wide.Out(task.NextH), C = wide.InOptional(task.C), NextC = wide.OutOptional(task.NextC),
            Kept = wide.OutOptional(task.Kept), Gx = wide.InOptional(task.Gx), Gh = wide.InOptional(task.Gh),
        });
        wide.Finish();
    }

    internal override void RecurrentStepGradient(RecurrentTask task)
    {
        var wide = new Widening(cpu);
        cpu.RecurrentStepGradient(!task.H.DType.IsNarrow ? task : task with
        {
            H = wide.In(task.H), NextH = wide.In(task.NextH), C = wide.InOptional(task.C), NextC = wide.InOptional(task.NextC),
            Kept = wide.InOptional(task.Kept), Dh = wide.InOptional(task.Dh), Dc = wide.InOutOptional(task.Dc),
            Dgx = wide.OutOptional(task.Dgx), Dgh = wide.OutOptional(task.Dgh), Through = wide.OutOptional(task.Through),
        });
        wide.Finish();
    }

    static AttentionTask Wide(AttentionTask task, ref Widening wide) => !task.Query.DType.IsNarrow ? task : task with
    {
        Query = wide.In(task.Query), Key = wide.In(task.Key), Value = wide.In(task.Value), Mask = wide.InOptional(task.Mask),
    };
}
