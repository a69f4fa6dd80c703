using Flint.Recipes;
using Flint.Vision;

namespace Flint.Cli.Tests;

/// <summary>The ways from boxes to cells and views, and back.</summary>
public class DetectionTests
{
    const int Cells = 16;

    static readonly Box[] People = [new(40, 30, 110, 210), new(150, 60, 190, 170), new(3, 100, 40, 180)];

    // What a network would say that knows the boxes.
    static Tensor Perfect(params Box[][] pictures)
    {
        var outputs = new float[pictures.Length, 5, Cells * Cells];
        for (var n = 0; n < pictures.Length; n++)
            for (var i = 0; i < Cells * Cells; i++)
            {
                var (x, y) = ((i % Cells + 0.5f) * DetectorNet.Stride, (i / Cells + 0.5f) * DetectorNet.Stride);
                var box = pictures[n].MinBy(b => MathF.Abs(x - (b.Left + b.Right) / 2) + MathF.Abs(y - (b.Top + b.Bottom) / 2));
                var isCenter = pictures[n].Any(b => (int)((b.Left + b.Right) / 2 / DetectorNet.Stride) == i % Cells && (int)((b.Top + b.Bottom) / 2 / DetectorNet.Stride) == i / Cells);
                outputs[n, 0, i] = isCenter ? 12 : -12;
                foreach (var (k, reach) in new[] { x - box.Left, y - box.Top, box.Right - x, box.Bottom - y }.Index())
                    outputs[n, k + 1, i] = MathF.Log(MathF.Max(reach, 1e-3f) / DetectorNet.Stride);
            }
        return Tensor.From(outputs).Reshape(pictures.Length, 5, Cells, Cells);
    }

    static Tensor Rows(params Box[][] pictures) => Tensor.Stack([.. pictures.Select(CellTargets.Rows)]);

    [Fact]
    public void PerfectAnswersGiveTheBoxesBackAndCostNothing()
    {
        Box[] one = [People[1]];
        var found = CellAnswers.Detections(Perfect(People, one));
        found.Select(f => f.Count).ShouldBe([3, 1]);
        foreach (var box in People) found[0].Max(d => d.Box.Iou(box)).ShouldBeGreaterThan(0.999f);
        CellAnswers.LossOf(Perfect(People, one), Rows(People, one)).Item<double>().ShouldBeInRange(0, 1e-3);
        CellAnswers.LossOf(Perfect(one, People), Rows(People, one)).Item<double>().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void ABatchWithoutObjectsHasAFiniteLoss()
    {
        Box[] nobody = [];
        CellAnswers.LossOf(Perfect(People), Rows(nobody)).Item<double>().ShouldBeInRange(1, 100);
    }

    [Fact]
    public void AveragePrecisionGoesOnFromWhatACheckpointHolds()
    {
        Box[] missed = [People[2], new(200, 200, 240, 250)];
        var (whole, first, rest) = (new BoxPrecision("ap50", 0.5f), new BoxPrecision("ap50", 0.5f), new BoxPrecision("ap50", 0.5f));
        whole.Add(Perfect(People), Rows(People));
        whole.Value.ShouldBe(1);
        first.Restore(whole.Save());
        rest.Add(Perfect([People[2]]), Rows(missed));
        first.Merge(rest);
        whole.Add(Perfect([People[2]]), Rows(missed));
        whole.Value.ShouldBe(81 / 101.0, 1e-9); // four of five objects found, nothing else: recalls 0 to 0.80
        first.Value.ShouldBe(whole.Value);
    }

    [Fact]
    public void AViewShowsBoxesWhereTheyAreAndTheWayBackLeadsToThem()
    {
        var generator = new Generator(3);
        var seen = 0;
        for (var i = 0; i < 40; i++)
        {
            var view = i == 0 ? PictureView.Whole(300, 220) : PictureView.Random(300, 220, generator);
            foreach (var box in People)
            {
                var there = view.Boxes([box]).ToArray();
                if (there.Length == 0) continue;
                there[0].Clip(PictureView.Size, PictureView.Size).ShouldBe(there[0]);
                // Only what is inside of both is seen.
                var back = view.InPicture([new(there[0], 0, 1)], 300, 220)[0].Box;
                back.Intersect(box).Area.ShouldBe(back.Area, 0.5f);
                if (back.Iou(box) > 0.99f) seen++;
            }
        }
        seen.ShouldBeGreaterThan(60);
    }

    [Fact]
    public void AViewOfAPictureIsMirroredWithItsBoxes()
    {
        var picture = new Imaging.Image(100, 50, 3);
        for (var y = 10; y < 40; y++)
            for (var x = 20; x < 40; x++)
                picture[x, y, 1] = 200;
        foreach (var view in new[] { new PictureView(0, -25, 100, IsMirrored: false), new PictureView(10, 0, 50, IsMirrored: true) })
        {
            var box = view.Boxes([new(20, 10, 40, 40)]).Single();
            var image = view.Of(picture);
            image[(int)(box.Left + box.Right) / 2, (int)(box.Top + box.Bottom) / 2, 1].ShouldBe((byte)200);
            image[(int)box.Left + 4, (int)box.Top + 4, 1].ShouldBe((byte)200);
            image[(int)box.Left - 5, (int)box.Top + 4, 1].ShouldBe((byte)0);
            image[(int)box.Right + 5, (int)box.Bottom - 4, 1].ShouldBe((byte)0);
        }
    }

    [Fact]
    public void AnEpochHasOneViewOfEachPictureAndTheNextAnother()
    {
        var sampler = new ViewSampler([2, 5, 7], times: 3);
        for (var epoch = 0; epoch < 6; epoch++) sampler.Order(1, epoch).Order().ShouldBe(new[] { 2, 5, 7 }.Select(p => p * 3 + epoch % 3));
        sampler.Order(1, 4).ShouldBe(sampler.Order(1, 4));
    }
}
