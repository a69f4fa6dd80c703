using Flint.NN;
using Flint.Vision;

namespace Flint.Recipes;

/// <summary>
/// A MobileNetV2 that was trained on ImageNet's million photos, with a new head 1280-1024-512 for other classes. The body is frozen, and its batch
/// norms keep ImageNet's statistics; <see cref="FineTune"/> lets its last blocks follow.
/// </summary>
/// <remarks>
/// For two classes the head has one output z, the logit of the second class: the logits are (0, z), so that softmax gives sigmoid(z) and
/// cross-entropy is the binary one.
/// </remarks>
public sealed class TransferNet : Module, ILayer
{
    // The last convolution and the three blocks before it: a quarter of the body's multiplications, and two thirds of its weights.
    const int TopLayers = 4;

    readonly Sequential features = new MobileNetV2().Layers;
    readonly Linear fc1 = new(1280, 1024), fc2 = new(1024, 512), fc3;
    readonly bool isBinary;

    /// <summary>A network with random weights; <see cref="LoadBody"/> brings those of ImageNet.</summary>
    /// <param name="classes">The number of classes.</param>
    public TransferNet(int classes)
    {
        isBinary = classes == 2;
        fc3 = new(512, isBinary ? 1 : classes);
        features.Freeze();
        features.Eval();
    }

    /// <summary>The parameters of the head.</summary>
    public IEnumerable<Tensor> Head => [.. fc1.Parameters(), .. fc2.Parameters(), .. fc3.Parameters()];

    /// <summary>The parameters that <see cref="FineTune"/> lets go.</summary>
    public IEnumerable<Tensor> Top => features.TakeLast(TopLayers).Cast<Module>().SelectMany(m => m.Parameters());

    /// <summary>Puts the published weights into the body.</summary>
    /// <exception cref="NotFoundException">They are not where data sets are looked for.</exception>
    public void LoadBody()
    {
        var model = ImageModels.Find("mobilenet_v2");
        var body = (MobileNetV2)ImageCheckpoint.Load(model, KnownWeights.PathOf(model));
        features.LoadStateDict(body.Layers.StateDict());
    }

    /// <summary>From here on the last blocks are trained, too.</summary>
    public void FineTune()
    {
        foreach (var parameter in Top) parameter.RequiresGrad = true;
    }

    /// <summary>Logits [N, classes] of photos [N, 3, H, W].</summary>
    public Tensor Forward(Tensor x)
    {
        x = features.Forward(x).Mean([2, 3]);              // [N, 1280]
        x = fc2.Forward(fc1.Forward(x).Relu()).Relu();     // [N, 512]
        x = fc3.Forward(x);
        return isBinary ? Tensor.Concat([Tensor.ZerosLike(x), x], 1) : x;
    }
}
