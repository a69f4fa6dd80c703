using Flint.NN;
using Flint.Optim;
using Flint.Vision;

namespace Flint.Cli.Bench;

/// <summary>Transfer learning: a new head on the frozen features of MobileNetV2, which are computed in every step.</summary>
static class HeadWorkload
{
    const int Pool = 8, Batch = 32, Size = 150, LossEvery = 50;

    internal static (string, Func<Workload>)[] All { get; } = [("mobilenetv2-head", Create)];

    static Workload Create()
    {
        var frozen = new MobileNetV2(classes: 0);
        var fast = frozen.ForInference();
        Sequential head = [new Linear(1280, 1024), new Relu(), new Linear(1024, 512), new Relu(), new Linear(512, 1), new Sigmoid()];
        var optimizer = new Adam(head.Parameters(), lr: 1e-3, eps: 1e-7);
        var batches = new (Tensor Pictures, Tensor Answers)[Pool];
        for (var i = 0; i < Pool; i++)
            batches[i] = (Tensor.RandN([Batch, 3, Size, Size]), Tensor.RandInt(0, 2, [Batch]).To(DType.Float32));
        double? last = null;
        double flops;
        using (Memory.Scope())
        using (var work = new NetworkWork(head))
        {
            head.Forward(Features(batches[0].Pictures));
            flops = work.TrainingFlops;
        }
        Step(0);
        return new(Step)
        {
            Samples = Batch, Parameters = frozen.Parameters().Sum(p => p.Count) + head.Parameters().Sum(p => p.Count), Loss = () => last,
            Flops = flops + 2.0 * Batch * fast.MultiplyAdds([1, 3, Size, Size]),
            Bytes = NetworkWork.TrainingBytes(head, optimizer, batches[0].Pictures, batches[0].Answers) + NetworkWork.ForwardBytes(fast),
        };

        Tensor Features(Tensor pictures)
        {
            using var inference = new InferenceMode();
            return inference.Keep(fast.Features(pictures).AdaptiveAvgPool2d(1).Flatten(1));
        }

        void Step(int step)
        {
            var (pictures, answers) = batches[step % Pool];
            var loss = Loss.Bce(head.Forward(Features(pictures)).Squeeze(1), answers);
            optimizer.ZeroGrad();
            loss.Backward();
            optimizer.Step();
            if (step % LossEvery == 0) last = loss.Item();
        }
    }
}
