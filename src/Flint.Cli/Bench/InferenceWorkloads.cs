using Flint.NN;
using Flint.Vision;

namespace Flint.Cli.Bench;

/// <summary>Predictions for single samples, as a server makes them: copies for inference, in inference mode, the answer read.</summary>
static class InferenceWorkloads
{
    internal static (string, Func<Workload>)[] All { get; } =
    [
        ("mlp-infer-b1", () => Predicting(ClassifierWorkloads.BigModel(), [1000])), ("convnet-infer-b1", () => Predicting(new ConvNet(classes: 10), [1, 28, 28])),
        ("resnet18-infer-b1", () => Predicting(new ResNet(ResNetConfig.ResNet18), [3, 224, 224])),
    ];

    static Workload Predicting<T>(T net, Shape sample) where T : Module, ILayer
    {
        var fast = net.ForInference();
        var x = Tensor.RandN([1, .. sample]);
        using var work = new NetworkWork(fast);
        using var noGrad = new NoGrad();
        var answer = new float[fast.Forward(x).Count];
        return new(_ =>
        {
            using var inference = new InferenceMode();
            fast.Forward(x).CopyTo<float>(answer);
        })
        {
            Parameters = net.Parameters().Sum(p => p.Count), Flops = work.ForwardFlops, Bytes = NetworkWork.ForwardBytes(fast, x), Traffic = Traffic.Read,
        };
    }
}
