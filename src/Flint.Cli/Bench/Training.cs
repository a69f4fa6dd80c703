using Flint.NN;
using Flint.Optim;

namespace Flint.Cli.Bench;

/// <summary>Makes a training step of a classifier: 32 random batches in memory used in turn, softmax cross-entropy.</summary>
static class Training
{
    const int Pool = 32, LossEvery = 50;

    internal static Workload Of<T>(T net, Optimizer optimizer, Shape sample, int classes, int batch) where T : Module, ILayer
    {
        var batches = new (Tensor Inputs, Tensor Labels)[Pool];
        for (var i = 0; i < Pool; i++)
            batches[i] = (Tensor.RandN([batch, .. sample]), Tensor.RandInt(0, classes, [batch]));
        double? last = null;
        var flops = 0.0;
        using (Memory.Scope()) // what the count keeps goes back to the pool before the first step
        using (var work = new NetworkWork(net))
        {
            net.Forward(batches[0].Inputs);
            flops = work.TrainingFlops;
        }
        Step(0);
        return new(Step)
        {
            Samples = batch, Parameters = net.Parameters().Sum(p => p.Count), Loss = () => last,
            Flops = flops, Bytes = NetworkWork.TrainingBytes(net, optimizer, batches[0].Inputs, batches[0].Labels),
        };

        void Step(int step)
        {
            var (inputs, labels) = batches[step % Pool];
            optimizer.ZeroGrad();
            var loss = Loss.CrossEntropy(net.Forward(inputs), labels);
            loss.Backward();
            optimizer.Step();
            if (step % LossEvery == 0) last = loss.Item();
        }
    }

    /// <summary>SGD with momentum 0.9, as all of the benchmark's SGD.</summary>
    internal static Optimizer Sgd(Module net, double lr) => new Sgd(net.Parameters(), lr: lr, momentum: 0.9);
}
