using Flint.Data;
using Flint.Imaging;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>The network of an <see cref="OverfitStudy"/> that did best on the validation images.</summary>
public sealed class OverfitModel : TrainedModel
{
    readonly OverfitStudy.Mlp net;
    readonly DrawingPreparation preparation;

    internal OverfitModel(RunFolder folder, string weights) : base(folder)
    {
        preparation = new(folder.Config.Preprocessing!);
        net = new(folder.Config.Labels.Count);
        net.Load(weights);
        net.Eval();
    }

    /// <inheritdoc/>
    public override Evaluation Evaluate(string? data = null, CancellationToken cancel = default)
    {
        var images = IdxFolder.Open(data ?? Folder.Config.Arguments.Data).Test().With(Folder.Config.Preprocessing!.Normalization);
        return OverfitStudy.Training(net, Folder.Config.Arguments, new("nothing")).Evaluate(new DataLoader(images, batchSize: 1000), cancel);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Prediction> Predict(string path)
    {
        using var _ = new NoGrad();
        return ClassPrediction.Of(net.Forward(preparation.Apply(Image.Load(path))), Folder.Config.Labels, _ => path);
    }
}
