using Flint.Imaging;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>What a network makes of test pictures, drawn.</summary>
static class SegmentationPictures
{
    const int Most = 6;

    /// <summary>The likeliest class of each pixel, of logits [1, classes, H, W].</summary>
    internal static ClassMask Mask(Tensor logits) =>
        new(logits.Size(3), logits.Size(2), Array.ConvertAll(logits.Detach().ArgMax(1).ToArray<long>(), c => (byte)c));

    /// <summary>Writes masks.png (pictures, what they show, what the network says) and iou_by_class.svg and .png.</summary>
    internal static void Draw(RunFolder folder, Network network, ScaledPictures test, Evaluation result)
    {
        var data = SegmentationData.Of(test.Classes);
        network.Module.Eval();
        using var _ = new NoGrad();
        Rows([.. Enumerable.Range(0, Math.Min(test.Count, Most)).Select(i => (Image[])[
            test.Picture(i), test.Mask(i).ToImage(data.Colors), Mask(network.Forward(test[i].Input.Unsqueeze(0))).ToImage(data.Colors)])], data).Save(folder.File("masks.png"));
        new BarChart
        {
            Title = $"{folder.Config.Recipe}: intersection over union by class",
            Labels = data.Classes,
            Values = result.Metrics.OfType<Jaccard>().First().PerClass(),
            YMin = 0,
            YLabel = "IoU",
            Width = 860,
        }.SaveBoth(folder.File("iou_by_class"));
    }

    static Drawing Rows(Image[][] rows, SegmentationData data)
    {
        const int gap = 6, title = 26;
        var width = gap + rows[0].Length * (data.Width + gap);
        var key = ClassMask.Key(data.Classes, data.Colors, width);
        var bottom = title + rows.Length * (data.Height + gap);
        var drawing = new Drawing(width, bottom + key.Height).Text("test pictures: input, truth, answer", width / 2.0, 18, Color.Ink, 14, Anchor.Middle);
        foreach (var (y, row) in rows.Index())
            foreach (var (x, image) in row.Index())
                drawing.Picture(image, gap + x * (data.Width + gap), title + y * (data.Height + gap), data.Width, data.Height);
        return drawing.Place(key, 0, bottom);
    }
}
