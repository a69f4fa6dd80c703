using Flint.Imaging;
using Flint.NN;

namespace Flint.Vision;

/// <summary>A network of <see cref="ImageModels"/> with trained weights, ready to tell what pictures show.</summary>
/// <example>
/// <code>
/// var classifier = PretrainedClassifier.Open("mobilenet_v2");
/// var probabilities = classifier.Probabilities(Image.Load("cat.png"));
/// </code>
/// </example>
public sealed class PretrainedClassifier
{
    readonly ImageModel model;
    readonly Module fast;

    PretrainedClassifier(ImageModel model, Module net, string weights, ImagePreparation preparation, IReadOnlyList<string> labels, IReadOnlyList<string> assumptions)
    {
        (this.model, Weights, Preparation, Labels, Assumptions) = (model, weights, preparation, labels, assumptions);
        fast = net.ForInference();
    }

    /// <summary>The file of weights.</summary>
    public string Weights { get; }

    /// <summary>What pictures are put through.</summary>
    public ImagePreparation Preparation { get; }

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>What nothing said and was taken for granted, in sentences to be shown.</summary>
    public IReadOnlyList<string> Assumptions { get; }

    /// <summary>
    /// A network with the weights of a file. How it wants its pictures says the .json beside the file (<see cref="WeightsDescription"/>), else
    /// <see cref="KnownWeights"/>; else that of torchvision is assumed.
    /// </summary>
    /// <param name="name">A network of <see cref="ImageModels"/>.</param>
    /// <param name="weights">The file; null for the known one.</param>
    /// <exception cref="NotFoundException">There is no such network or file, or no file is known.</exception>
    /// <exception cref="StateException">The file is of another network.</exception>
    public static PretrainedClassifier Open(string name, string? weights = null)
    {
        var model = ImageModels.Find(name);
        if (model.IsPerPixel) throw new NotFoundException($"No classifier: {name} gives a class for each pixel, not for the picture.");
        var path = weights ?? KnownWeights.PathOf(model);
        if (!Path.Exists(path)) throw new NotFoundException($"There is no file of weights '{path}'.");
        var net = ImageCheckpoint.Load(model, path);
        var classes = net.StateDict().Last().Value.Size(0);

        List<string> assumptions = [];
        var (description, known) = (WeightsDescription.Beside(path), KnownWeights.Of(path));
        var preparation = description?.Preparation ?? known?.Preparation ?? Assumed(model, path, assumptions);
        return new(model, net, path, preparation, LabelsOf(path, classes, description?.Labels, known is not null, assumptions), assumptions);
    }

    /// <summary>Logits [1, classes] of a picture of any size.</summary>
    public Tensor Logits(Image image)
    {
        using var inference = new InferenceMode();
        return inference.Keep(((ILayer)fast).Forward(Preparation.Apply(image, model.Channels)));
    }

    /// <summary>The probability of each class for a picture of any size.</summary>
    public float[] Probabilities(Image image) => Logits(image).Softmax(-1).ToArray<float>();

    static ImagePreparation Assumed(ImageModel model, string path, List<string> assumptions)
    {
        var imageNet = ImagePreparation.ImageNet;
        var preparation = model.Size == imageNet.Height ? imageNet : imageNet with { Height = model.Size, Width = model.Size, Resize = model.Size };
        if (model.Channels == 1) preparation = preparation with { Normalization = Flint.Data.Normalization.Unit };
        assumptions.Add($"Nothing says how '{path}' wants its pictures: "
            + $"{(model.Channels == 1 ? "values from 0 to 1" : "mean and std of ImageNet")}, shorter side {preparation.Resize}, middle {preparation.Height} x {preparation.Width} are assumed. "
            + $"{Path.GetFileName(Path.ChangeExtension(path, ".json"))} beside it can say otherwise.");
        return preparation;
    }

    static IReadOnlyList<string> LabelsOf(string path, int classes, IReadOnlyList<string>? described, bool known, List<string> assumptions)
    {
        if (described is not null)
            return described.Count == classes ? described
                : throw new FileFormatException($"'{Path.ChangeExtension(path, ".json")}' has {described.Count} labels, but the weights beside it tell {classes} classes apart.");
        var labels = classes switch
        {
            1000 => ImageLabels.TryImageNet(),
            10 when known => ImageLabels.Cifar10,
            _ => null,
        };
        if (labels is null)
            assumptions.Add($"Nothing names the {classes} classes{(classes == 1000 ? ": put imagenet-simple-labels.json into the folder imagenet-labels under FLINT_DATA" : "")}.");
        else if (!known) assumptions.Add($"The classes are taken for the {classes} of ImageNet.");
        return labels ?? [.. Enumerable.Range(0, classes).Select(c => $"class {c}")];
    }
}
