using Flint.Imaging;

namespace Flint.Cli.Tests;

/// <summary>Detection and segmentation from end to end on a slice.</summary>
public sealed class PedestrianRecipeTests : IDisposable
{
    readonly FlintProcess flint = new();

    public void Dispose() => flint.Dispose();

    [Fact]
    public void BoxesAreFoundOnPicturesThatWereHeldOut()
    {
        var data = FlintProcess.RealData("weights");
        var slice = Slice(FlintProcess.RealData("penn-fudan"), "penn-fudan", pictures: 5);
        string[] arguments = ["train", "pedestrians-detect", "--data", slice, "--epochs", "2", "--batch-size", "2", "--json", "--out", "run"];
        var lines = flint.Lines(data, arguments);
        lines.Take(5).Select(l => l.GetProperty("part").GetString()).ShouldBe(["fold 1", "fold 2", "fold 3", "fold 4", "fold 5"]);
        var folds = lines.Take(5).Select(l => l.GetProperty("metrics").GetProperty("ap50").GetDouble()).ToArray();
        folds.ShouldAllBe(ap => ap >= 0 && ap <= 1);
        var test = lines[5].GetProperty("test");
        test.GetProperty("ap50").GetDouble().ShouldBe(folds.Average(), 1e-9);
        test.GetProperty("ap").GetDouble().ShouldBeLessThanOrEqualTo(folds.Average());
        foreach (var picture in new[] { "found.png", "precision_recall.png" }) Image.Load(Path.Combine(flint.Folder["run"], picture)).Width.ShouldBeGreaterThan(300);

        var eval = flint.Lines(data, "eval", "run", "--json").ShouldHaveSingleItem();
        eval.GetProperty("n").GetInt32().ShouldBe(1);
        eval.GetProperty("metrics").GetProperty("ap50").GetDouble().ShouldBe(folds[0], 1e-6);

        var photo = Directory.EnumerateFiles(Path.Combine(slice, "PNGImages")).Order(StringComparer.Ordinal).First();
        var prediction = flint.Lines(data, "predict", "run", photo, "--json").ShouldHaveSingleItem();
        var drawn = Image.Load(Path.Combine(flint.Folder.Path, prediction.GetProperty("picture").GetString()!));
        var size = Image.Load(photo);
        (drawn.Width, drawn.Height).ShouldBe((size.Width, size.Height));
        foreach (var box in prediction.GetProperty("boxes").EnumerateArray())
        {
            box.GetProperty("label").GetString().ShouldBe("pedestrian");
            box.GetProperty("score").GetDouble().ShouldBeInRange(0.3, 1);
            var edges = box.GetProperty("xyxy").EnumerateArray().Select(e => e.GetDouble()).ToArray();
            (edges[0] >= 0 && edges[1] >= 0 && edges[2] > edges[0] && edges[3] > edges[1] && edges[2] <= size.Width && edges[3] <= size.Height).ShouldBeTrue();
        }

        // What is complete is not trained again, and comes to the same.
        File.Delete(Path.Combine(flint.Folder["run"], "results.md"));
        File.Delete(Path.Combine(flint.Folder["run"], "parts", "fold-3.jsonl"));
        flint.Lines(data, "train", "--resume", "run", "--json")[5].GetProperty("test").ToString().ShouldBe(test.ToString());
    }

    [Fact]
    public void PixelsOfPedestriansAreTold()
    {
        var slice = Slice(FlintProcess.RealData("penn-fudan"), "penn-fudan", pictures: 6);
        string[] arguments = ["train", "pedestrians-segment", "--data", slice, "--epochs", "1", "--steps-per-epoch", "8", "--batch-size", "2", "--json"];
        var whole = flint.Lines(slice, [.. arguments, "--out", "run"]);
        whole.Count.ShouldBe(2);
        var test = whole[1].GetProperty("test");
        test.GetProperty("iou").GetDouble().ShouldBeInRange(0.1, 1);
        test.GetProperty("accuracy").GetDouble().ShouldBeInRange(0.3, 1);
        foreach (var picture in new[] { "masks.png", "iou_by_class.png", "confusion.png", "loss.png" }) File.Exists(Path.Combine(flint.Folder["run"], picture)).ShouldBeTrue(picture);

        var eval = flint.Lines(slice, "eval", "run", "--json").ShouldHaveSingleItem();
        eval.GetProperty("n").GetInt32().ShouldBe(2);
        eval.GetProperty("metrics").GetProperty("iou").GetDouble().ShouldBe(test.GetProperty("iou").GetDouble());

        var photo = Directory.EnumerateFiles(Path.Combine(slice, "PNGImages")).First();
        var prediction = flint.Lines(slice, "predict", "run", photo, "--json").ShouldHaveSingleItem();
        prediction.GetProperty("classes").EnumerateArray().Sum(c => c.GetProperty("share").GetDouble()).ShouldBe(1, 1e-9);
        Image.Load(Path.Combine(flint.Folder.Path, prediction.GetProperty("picture").GetString()!)).Height.ShouldBe(Image.Load(photo).Height);
    }

    [Fact]
    public void RoadScenesHaveElevenClassesAndUnlabelledPixelsCountNothing()
    {
        var data = FlintProcess.RealData("camvid");
        var lines = flint.Lines(data, "train", "pedestrians-segment", "--epochs", "1", "--steps-per-epoch", "2", "--batch-size", "2", "--validation-steps", "1", "--json", "--out", "run");
        lines[1].GetProperty("test").GetProperty("iou").GetDouble().ShouldBeInRange(0, 0.5);
        var (code, output, _) = flint.Run(data, ["predict", "run", Path.Combine(data, "camvid", "test", "0001TP_008550.png")]);
        code.ShouldBe(0);
        output.ShouldContain("drawn in run/predictions/0001TP_008550.png");
        File.ReadAllText(Path.Combine(flint.Folder["run"], "config.json")).ShouldNotContain("unlabelled");
    }

    string Slice(string data, string name, int pictures)
    {
        var (from, to) = (Path.Combine(data, name), flint.Folder["slice"]);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(from, "Annotation")).Order(StringComparer.Ordinal).Take(pictures).Select(Path.GetFileNameWithoutExtension))
            foreach (var part in new[] { $"Annotation/{file}.txt", $"PNGImages/{file}.png", $"PedMasks/{file}_mask.png" })
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, part))!);
                File.Copy(Path.Combine(from, part), Path.Combine(to, part), overwrite: true);
            }
        return to;
    }
}
