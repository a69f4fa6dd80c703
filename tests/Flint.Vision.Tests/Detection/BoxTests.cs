using Flint.Testing;

namespace Flint.Vision.Tests.Detection;

/// <summary>Against torchvision, and against COCO's definition written out in make_detection.py.</summary>
public class BoxTests
{
    static double[][] Rows(Fixture fixture, string name)
    {
        var values = fixture.Inputs[name].Values;
        return [.. values.Data.Chunk(values.Data.Length / values.Shape[0])];
    }

    static Box BoxOf(double[] row, int at = 0) => new((float)row[at], (float)row[at + 1], (float)row[at + 2], (float)row[at + 3]);

    [Fact]
    public void Overlap_is_torchvisions()
    {
        var fixture = Fixture.Case("detection:iou");
        var (a, b) = (Rows(fixture, "a"), Rows(fixture, "b"));
        var expected = fixture.Outputs[0].Values.Data;
        expected.Count(v => v > 0.1).ShouldBeGreaterThan(5);
        for (var i = 0; i < a.Length; i++)
            for (var j = 0; j < b.Length; j++)
                ((double)BoxOf(a[i]).Iou(BoxOf(b[j]))).ShouldBe(expected[i * b.Length + j], 1e-5);
    }

    [Theory, InlineData("0.1"), InlineData("0.5")]
    public void Suppression_keeps_what_torchvision_keeps(string threshold)
    {
        var fixture = Fixture.Case($"detection:nms_{threshold}");
        var (scores, labels) = (fixture.Inputs["scores"].Values.Data, fixture.Inputs["labels"].Values.Data);
        var all = Rows(fixture, "boxes").Index().Select(r => new Vision.Detection(BoxOf(r.Item), (int)labels[r.Index], (float)scores[r.Index])).ToList();
        var kept = NonMaximumSuppression.Apply(all, float.Parse(threshold, System.Globalization.CultureInfo.InvariantCulture));
        kept.Select(d => (double)all.IndexOf(d)).ShouldBe(fixture.Outputs[0].Values.Data);
        kept.Count.ShouldBeInRange(5, all.Count - 1);
    }

    [Fact]
    public void Average_precision_is_that_of_COCO()
    {
        var fixture = Fixture.Case("detection:average_precision");
        var (found, truth) = (Rows(fixture, "found"), Rows(fixture, "truth"));
        var metric = new CocoAveragePrecision(classes: 3);
        for (var picture = 0; picture < 12; picture++)
            metric.Add(
                found.Where(r => r[0] == picture).Select(r => new Vision.Detection(BoxOf(r, 1), (int)r[5], (float)r[6])),
                truth.Where(r => r[0] == picture).Select(r => new AnnotatedObject(BoxOf(r, 1), (int)r[5], r[6] != 0)));
        var expected = fixture.Outputs[0].Values.Data;
        expected.Distinct().Count().ShouldBeGreaterThan(6);
        for (var i = 0; i < 10; i++) metric.At(0.5f + 0.05f * i).ShouldBe(expected[i], 1e-9, $"threshold {i}");
        metric.Mean().ShouldBe(expected.Average(), 1e-9);
    }

    [Fact]
    public void A_perfect_detector_has_1_and_one_that_finds_nothing_0()
    {
        AnnotatedObject[] truth = [new(new(0, 0, 10, 10), 0), new(new(20, 20, 30, 40), 0)];
        var (perfect, blind) = (new CocoAveragePrecision(1), new CocoAveragePrecision(1));
        perfect.Add(truth.Select(o => new Vision.Detection(o.Box, 0, 0.9f)), truth);
        blind.Add([], truth);
        (perfect.Mean(), perfect.Recall(), blind.Mean(), blind.Recall()).ShouldBe((1, 1, 0, 0));
        new CocoAveragePrecision(1).Mean().ShouldBe(double.NaN);
    }

    [Fact]
    public void The_curve_goes_from_the_surest_detection_on()
    {
        AnnotatedObject[] truth = [new(new(0, 0, 10, 10), 0), new(new(20, 20, 30, 40), 0)];
        var metric = new CocoAveragePrecision(1);
        metric.Add([new(truth[1].Box, 0, 0.4f), new(new(50, 50, 60, 60), 0, 0.6f), new(truth[0].Box, 0, 0.9f)], truth);
        metric.Curve(0).ShouldBe([(0.5, 1), (0.5, 0.5), (1, 2.0 / 3)]);
    }
}
