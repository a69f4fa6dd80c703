namespace Flint.Cli.Bench;

/// <summary>Attention and recurrent cells.</summary>
static class SequenceWorkloads
{
    internal static (string, Func<Workload>)[] All { get; } = [("attention", Attention), ("attention-backward", AttentionBackward), ("lstm-cell-b64-h512", LstmCell)];

    static Workload Attention()
    {
        var (q, k, v) = (Tensor.RandN([4, 12, 512, 64]), Tensor.RandN([4, 12, 512, 64]), Tensor.RandN([4, 12, 512, 64]));
        return Workload.Kernel(() => q.ScaledDotProductAttention(k, v), flops: 4.0 * 4 * 12 * 512 * 512 * 64);
    }

    /// <summary>The gradients of query, key and value alone: forward is recorded once, outside.</summary>
    static Workload AttentionBackward()
    {
        var (q, k, v) = (Tensor.RandN([4, 12, 512, 64]), Tensor.RandN([4, 12, 512, 64]), Tensor.RandN([4, 12, 512, 64]));
        foreach (var x in (Tensor[])[q, k, v]) x.RequiresGrad = true;
        var (y, dy) = (q.ScaledDotProductAttention(k, v), Tensor.RandN([4, 12, 512, 64]));
        return new(_ =>
        {
            foreach (var x in (Tensor[])[q, k, v]) x.Grad = null;
            y.Backward(dy, retainGraph: true);
            Memory.StepBoundary();
        })
        { Unit = "calls", Flops = 10.0 * 4 * 12 * 512 * 512 * 64 };
    }

    static Workload LstmCell()
    {
        var (x, h, c) = (Tensor.RandN([64, 512]), Tensor.RandN([64, 512]), Tensor.RandN([64, 512]));
        var cell = new NN.LstmCell(512, 512);
        return Workload.Kernel(() => cell.Forward(x, h, c), flops: 2.0 * 64 * 1024 * 2048);
    }
}
