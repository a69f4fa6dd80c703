using Flint.NN;
using Flint.Vision;

namespace Flint.Cli.Bench;

/// <summary>Predictions as a server makes them: copies for inference, in inference mode, the answer read.</summary>
static class InferenceWorkloads
{
    internal static (string, Func<Workload>)[] All { get; } =
    [
        ("mlp-infer-b1", () => Predicting(ClassifierWorkloads.BigModel(), [1000])), ("convnet-infer-b1", () => Predicting(new ConvNet(classes: 10), [1, 28, 28])),
        ("resnet18-infer-b1", () => Predicting(new ResNet(ResNetConfig.ResNet18), [3, 224, 224])),
        ("resnet50-infer-b1", () => Predicting(new ResNet(ResNetConfig.ResNet50), [3, 224, 224])),
        ("resnet50-infer-b8", () => Predicting(new ResNet(ResNetConfig.ResNet50), [3, 224, 224], batch: 8)),
        ("mobilenetv2-infer-b1", () => Predicting(new MobileNetV2(), [3, 224, 224])), ("vgg16-infer-b1", () => Predicting(new Vgg(VggConfig.Vgg16), [3, 224, 224])),
    ];

    static Workload Predicting<T>(T net, Shape sample, int batch = 1) where T : Module, ILayer
    {
        var fast = net.ForInference();
        var x = Tensor.RandN([batch, .. sample]);
        using var work = new NetworkWork(fast);
        using var noGrad = new NoGrad();
        var answer = new float[fast.Forward(x).Count];
        return new(_ =>
        {
            using var inference = new InferenceMode();
            fast.Forward(x).CopyTo<float>(answer);
        })
        {
            Samples = batch, Parameters = net.Parameters().Sum(p => p.Count), Flops = work.ForwardFlops, Bytes = NetworkWork.ForwardBytes(fast, x), Traffic = Traffic.Read,
        };
    }
}
