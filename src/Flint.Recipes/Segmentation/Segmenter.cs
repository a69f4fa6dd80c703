using Flint.Imaging;
using Flint.Training;
using Flint.Vision;
using Flint.Vision.Transforms;

namespace Flint.Recipes;

/// <summary>A network that gives every pixel its class.</summary>
public sealed class Segmenter : Classifier
{
    internal Segmenter(PedestriansSegment recipe, RunFolder folder, string weights) : base(recipe, folder, weights)
    {
    }

    /// <summary>The classes on a photo, which are drawn over it in the run's folder predictions.</summary>
    public override IReadOnlyList<Prediction> Predict(string path)
    {
        using var _ = new NoGrad();
        var photo = ImageReader.Default.Read(path);
        var logits = Network.Forward(PhotoPreparation.Apply(photo, Folder.Config.Preprocessing!));
        var data = SegmentationData.Of(Folder.Config.Labels);
        int[] size = [photo.Height, photo.Width];
        var mask = SegmentationPictures.Mask(logits.Interpolate(size, InterpolationMode.Bilinear));
        var picture = PredictionFolder.PathOf(Folder, path);
        mask.Over(photo, data.Colors).Save(picture);
        return [new MaskPrediction(path, Folder.Config.Labels, Shares(mask, data.Classes.Count), picture)];
    }

    static double[] Shares(ClassMask mask, int classes)
    {
        var counts = new double[classes];
        for (var y = 0; y < mask.Height; y++)
            for (var x = 0; x < mask.Width; x++)
                counts[mask[x, y]]++;
        return Array.ConvertAll(counts, c => c / ((double)mask.Width * mask.Height));
    }
}
