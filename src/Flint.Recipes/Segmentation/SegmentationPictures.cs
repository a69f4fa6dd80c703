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
        var count = Math.Min(test.Count, Most);
        var grid = new ImageGrid
        {
            Title = "test pictures: input, truth, answer",
            Images = [.. Enumerable.Range(0, count).SelectMany(i => (Image[])[
                test.Picture(i), test.Mask(i).ToImage(data.Colors), Mask(network.Forward(test[i].Input.Unsqueeze(0))).ToImage(data.Colors)])],
            Columns = 3,
            CellSize = 240,
        }.Draw();
        var key = ClassMask.Key(data.Classes, data.Colors, grid.Width);
        new Drawing(grid.Width, grid.Height + key.Height).Place(grid, 0, 0).Place(key, 0, grid.Height).Save(folder.File("masks.png"));
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
}
