using Flint.Training;
using Flint.Vision;

namespace Flint.Recipes;

/// <summary>
/// Average precision of the boxes as COCO defines it (<see cref="CocoAveragePrecision"/>), of outputs of a <see cref="DetectorNet"/> and boxes
/// [N, MaxObjects, 4].
/// </summary>
/// <param name="name">As in logs and JSON.</param>
/// <param name="iouThreshold">How much of a box must be met; null is the mean over 0.50 to 0.95.</param>
sealed class BoxPrecision(string name, float? iouThreshold = null) : Metric(name, 0)
{
    public override string Format => "p1";

    // Of each picture: the number of detections and their boxes and scores, the number of objects and their boxes.
    protected override int KeptPerSample => 1;

    public override double Value
    {
        get
        {
            var precision = new CocoAveragePrecision(classes: 1);
            for (var at = 0; at < Kept.Count;)
            {
                var found = Next(5).Select(d => new Detection(BoxOf(d), Label: 0, (float)Kept[d + 4])).ToArray();
                precision.Add(found, Next(4).Select(o => new AnnotatedObject(BoxOf(o), Label: 0)).ToArray());

                int[] Next(int values)
                {
                    var (first, count) = (at + 1, (int)Kept[at]);
                    at = first + count * values;
                    return [.. Enumerable.Range(0, count).Select(i => first + i * values)];
                }
            }
            return iouThreshold is { } threshold ? precision.At(threshold) : precision.Mean();
        }
    }

    public override void Add(Tensor outputs, Tensor targets)
    {
        foreach (var (found, boxes) in CellAnswers.Detections(outputs).Zip(CellTargets.BoxesOf(targets)))
        {
            Kept.Add(found.Count);
            foreach (var detection in found) Keep(detection.Box, detection.Score);
            Kept.Add(boxes.Length);
            foreach (var box in boxes) Keep(box);
        }
    }

    void Keep(Box box, params ReadOnlySpan<double> more)
    {
        Kept.AddRange([box.Left, box.Top, box.Right, box.Bottom]);
        Kept.AddRange(more);
    }

    Box BoxOf(int at) => new((float)Kept[at], (float)Kept[at + 1], (float)Kept[at + 2], (float)Kept[at + 3]);
}
