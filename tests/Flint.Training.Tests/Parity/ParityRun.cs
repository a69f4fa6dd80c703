using Flint.NN;
using Flint.Optim;

namespace Flint.Training.Tests;

/// <summary>The training of a <see cref="ParityCase"/>, weight for weight and batch for batch.</summary>
static class ParityRun
{
    internal static double[] Losses(ParityCase parity, DType dtype, bool useWinograd = false)
    {
        Conv2dOps.UseWinograd = useWinograd;
        try
        {
            return Losses(parity, dtype, parity.Runs.Steps, parity.Runs.Lr, parity.Runs.Momentum);
        }
        finally
        {
            Conv2dOps.UseWinograd = true;
        }
    }

    /// <summary>The loss of every step.</summary>
    internal static double[] Losses(ParityCase parity, DType dtype, int steps, double lr, double momentum, double weightDecay = 0)
    {
        var net = parity.Start(dtype);
        var optimizer = new Sgd(net.Module.Parameters(), lr: lr, momentum: momentum, weightDecay: weightDecay);
        return [.. parity.Batches(steps).Select(b =>
        {
            var loss = Loss.CrossEntropy(net.Forward(b.Inputs.To(dtype)), b.Targets);
            optimizer.ZeroGrad();
            loss.Backward();
            optimizer.Step();
            return loss.To(DType.Float64).Item<double>();
        })];
    }
}
