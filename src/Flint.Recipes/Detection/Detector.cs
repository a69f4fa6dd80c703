using Flint.Data;
using Flint.Imaging;
using Flint.Training;
using Flint.Vision;
using Flint.Vision.Transforms;

namespace Flint.Recipes;

/// <summary>The network of the first fold of <see cref="PedestriansDetect"/>.</summary>
public sealed class Detector : TrainedModel
{
    const float LeastScore = 0.3f;

    readonly DetectorNet net = new();

    internal Detector(RunFolder folder, string weights) : base(folder)
    {
        net.Load(weights);
        net.Eval();
    }

    /// <summary>Measures it on the pictures of its own data that it was not trained on, or on all pictures of other data.</summary>
    /// <inheritdoc/>
    public override Evaluation Evaluate(string? data = null, CancellationToken cancel = default)
    {
        var own = Folder.Config.Arguments.Data;
        var pictures = BoxedPictures.Load(data ?? own);
        Dataset views = new WholeViews(pictures);
        if ((data ?? own) == own) views = views.Subset(PedestriansDetect.TestPart(pictures, fold: 0));
        return PedestriansDetect.Training(net, net.Forward, Folder.Config.Arguments, stepsPerEpoch: 1).Evaluate(new DataLoader(views, batchSize: 16), cancel);
    }

    /// <summary>The boxes on a photo, which are drawn into the run's folder predictions, too.</summary>
    public override IReadOnlyList<Prediction> Predict(string path)
    {
        var image = Image.Load(path).ToRgb();
        var view = PictureView.Whole(image.Width, image.Height);
        using var _ = new NoGrad();
        var found = CellAnswers.Detections(net.Forward(view.Of(image).ToTensor(BoxedPictures.Scaling).Unsqueeze(0)), LeastScore)[0];
        var boxes = view.InPicture(found, image.Width, image.Height);
        var picture = PredictionFolder.PathOf(Folder, path);
        DetectionPictures.Boxes(image, boxes, Folder.Config.Labels, LeastScore).Draw().ToImage(scale: 1).Save(picture);
        return [new BoxPrediction(path, Folder.Config.Labels, boxes, picture)];
    }
}
