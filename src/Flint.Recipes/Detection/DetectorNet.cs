using Flint.NN;
using Flint.Vision;

namespace Flint.Recipes;

/// <summary>
/// A detector without anchors on a MobileNetV2: each cell of 16 x 16 pixels tells how sure it is to hold the centre of an object ("Objects as points",
/// Zhou et al. 2019), and how far the object reaches from it in four directions (FCOS, Tian et al. 2019). What the body sees at a 16th and,
/// enlarged again, at a 32nd of the size is added up for it, as in a feature pyramid (Lin et al. 2017).
/// </summary>
/// <remarks>
/// The body's first 14 layers are frozen: <see cref="Lower"/> of a picture is the same throughout a training, so that it needs computing once.
/// Its batch norms keep ImageNet's statistics everywhere.
/// </remarks>
public sealed class DetectorNet : Module, ILayer
{
    /// <summary>Pixels from one cell to the next.</summary>
    internal const int Stride = 16;

    const int LowerLayers = 14, UpperLayers = 18, Channels = 128;

    readonly Sequential lower = [], upper = [];
    readonly Sequential fine = [new Conv2d(96, Channels, kernel: 1, bias: false), new BatchNorm2d(Channels)];
    readonly Sequential coarse = [new Conv2d(320, Channels, kernel: 1, bias: false), new BatchNorm2d(Channels)];
    readonly Sequential mix = [new Conv2d(Channels, Channels, kernel: 3, padding: 1, bias: false), new BatchNorm2d(Channels), new Relu()];
    readonly Conv2d score = new(Channels, 1, kernel: 1), reach = new(Channels, 4, kernel: 1);

    /// <summary>A network with random weights; <see cref="LoadBody"/> brings those of ImageNet.</summary>
    public DetectorNet()
    {
        Split(new MobileNetV2(), lower, upper);
        lower.Freeze();
        lower.Eval();
        upper.Eval();
        // At first no cell is sure of anything, and boxes are about three cells high and wide.
        Init.Constant(score.Bias!, -2.2);
        Init.Constant(reach.Bias!, 0.5);
    }

    /// <summary>The parameters beside the body.</summary>
    public IEnumerable<Tensor> Head => new Module[] { fine, coarse, mix, score, reach }.SelectMany(m => m.Parameters());

    /// <summary>The parameters of the part of the body that is not frozen.</summary>
    public IEnumerable<Tensor> Body => upper.Parameters();

    /// <summary>Puts the published weights into the body.</summary>
    /// <exception cref="NotFoundException">They are not where data sets are looked for.</exception>
    public void LoadBody()
    {
        var model = ImageModels.Find("mobilenet_v2");
        Sequential first = [], second = [];
        Split((MobileNetV2)ImageCheckpoint.Load(model, KnownWeights.PathOf(model)), first, second);
        lower.LoadStateDict(first.StateDict());
        upper.LoadStateDict(second.StateDict());
    }

    /// <summary>
    /// [N, 5, H/16, W/16] of pictures [N, 3, H, W], sides being multiples of 32: the logit of a centre, and the logarithms of the distances to
    /// left, top, right and bottom in cells.
    /// </summary>
    public Tensor Forward(Tensor x) => Upper(Lower(x));

    /// <summary>What the frozen layers see: [N, 96, H/16, W/16].</summary>
    public Tensor Lower(Tensor x) => lower.Forward(x);

    /// <summary>The rest of <see cref="Forward"/>.</summary>
    public Tensor Upper(Tensor x)
    {
        var deep = coarse.Forward(upper.Forward(x)).Interpolate(2.0);     // (N, 128, H/16, W/16)
        x = mix.Forward((fine.Forward(x) + deep).Relu());
        return Tensor.Concat([score.Forward(x), reach.Forward(x)], dim: 1);
    }

    static void Split(MobileNetV2 net, Sequential first, Sequential second)
    {
        foreach (var layer in net.Layers.Take(LowerLayers)) first.Add(layer);
        foreach (var layer in net.Layers.Take(UpperLayers).Skip(LowerLayers)) second.Add(layer);
    }
}
