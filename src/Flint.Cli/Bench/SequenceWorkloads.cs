using Flint.NN;
using Flint.Optim;

namespace Flint.Cli.Bench;

/// <summary>Attention, recurrent cells and layers.</summary>
static class SequenceWorkloads
{
    internal static (string, Func<Workload>)[] All { get; } = [("attention", Attention), ("attention-backward", AttentionBackward), ("attention-one-query", AttentionOneQuery), ("lstm-cell-b64-h512", LstmCell), ("lstm-classifier", LstmClassifier)];

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

    /// <summary>A step of generation: one query a head on 1024 keys, which are read once.</summary>
    static Workload AttentionOneQuery()
    {
        var (q, k, v) = (Tensor.RandN([1, 12, 1, 64]), Tensor.RandN([1, 12, 1024, 64]), Tensor.RandN([1, 12, 1024, 64]));
        return Workload.Kernel(() => q.ScaledDotProductAttention(k, v), bytes: 2.0 * 12 * 1024 * 64 * sizeof(float));
    }

    static Workload LstmCell()
    {
        var (x, h, c) = (Tensor.RandN([64, 512]), Tensor.RandN([64, 512]), Tensor.RandN([64, 512]));
        var cell = new LstmCell(512, 512);
        return Workload.Kernel(() => cell.Forward(x, h, c), flops: 2.0 * 64 * 1024 * 2048);
    }

    static Workload LstmClassifier()
    {
        var net = new LastStepClassifier(inputs: 100, hidden: 128, classes: 10);
        return Training.Of(net, new Adam(net.Parameters(), lr: 1e-3), [32, 100], classes: 10, batch: 64);
    }

    /// <summary>Two layers of LSTM over [batch, steps, inputs], and a linear layer on the last step.</summary>
    sealed class LastStepClassifier(int inputs, int hidden, int classes) : Module, ILayer
    {
        readonly Lstm lstm = new(inputs, hidden, numLayers: 2, batchFirst: true);
        readonly Linear fc = new(hidden, classes);

        public Tensor Forward(Tensor x) => fc.Forward(lstm.Forward(x).Output[.., ^1]);
    }
}
