using System.Globalization;
using Flint.Data;
using Flint.Imaging;
using Flint.Training;
using Flint.Vision;

namespace Flint.Recipes;

/// <summary>What was found on pictures that were held out, drawn.</summary>
sealed class DetectionPictures(BoxedPictures data)
{
    internal static readonly Color Found = Color.Series(1), True = Color.Series(2);

    readonly Dictionary<int, IReadOnlyList<Detection>> detections = [];

    /// <summary>Takes in what a network finds on some of the pictures.</summary>
    /// <param name="net">Was not trained on them.</param>
    /// <param name="seen">What its frozen layers see of all pictures.</param>
    /// <param name="pictures">Their numbers.</param>
    internal void Add(DetectorNet net, TensorDataset seen, int[] pictures)
    {
        net.Eval();
        using var _ = new NoGrad();
        foreach (var (picture, found) in pictures.Zip(CellAnswers.Detections(net.Upper(seen.Get(pictures).Inputs))))
            detections[picture] = data.Whole(picture).InPicture(found, data.Images[picture].Width, data.Images[picture].Height);
    }

    /// <summary>Writes precision_recall.svg and .png over all pictures, and found.png with some of them.</summary>
    internal void Draw(RunFolder folder, int[] shown)
    {
        var precision = new CocoAveragePrecision(data.Classes.Count);
        foreach (var (picture, found) in detections) precision.Add(found, data.Annotations[picture].Objects);
        new LineChart
        {
            Title = $"{folder.Config.Recipe}: all pictures, each by the network that did not train on it",
            XLabel = "recall",
            YLabel = "precision",
            YMin = 0,
            YMax = 1,
            Series = [Curve(0.5f), Curve(0.75f)],
        }.SaveBoth(folder.File("precision_recall"));
        new ImageGrid
        {
            Title = "held out: green is true, orange found",
            Images = [.. shown.Select(i => Boxes(data.Images[i], detections[i], data.Classes, 0.3f, data.BoxesOf(i)).Draw().ToImage(scale: 1))],
            Columns = 4,
            CellSize = 400,
        }.Draw().ToImage(scale: 1).Save(folder.File("found.png"));

        LineSeries Curve(float iou)
        {
            var curve = precision.Curve(label: 0, iou);
            return new(string.Create(CultureInfo.InvariantCulture, $"IoU {iou:f2}, AP {precision.At(iou):p1}"), [.. curve.Select(p => p.Recall)], [.. curve.Select(p => p.Precision)]);
        }
    }

    /// <summary>A picture with what was found on it, and what there is where it is known.</summary>
    internal static BoxPicture Boxes(Image image, IEnumerable<Detection> found, IReadOnlyList<string> classes, float leastScore, IEnumerable<Box>? truth = null) => new()
    {
        Image = image,
        TextSize = Math.Max(image.Width, image.Height) / 26.0,
        Boxes =
        [
            .. (truth ?? []).Select(b => Framed(b, True, "")),
            .. found.Where(d => d.Score >= leastScore).Select(d => Framed(d.Box, Found, string.Create(CultureInfo.InvariantCulture, $"{(classes.Count > 1 ? classes[d.Label] + " " : "")}{d.Score:f2}"))),
        ],
    };

    static PictureBox Framed(Box box, Color color, string caption) => new(box.Left, box.Top, box.Width, box.Height, color, caption);
}
