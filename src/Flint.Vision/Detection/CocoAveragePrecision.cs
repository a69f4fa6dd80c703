namespace Flint.Vision;

/// <summary>
/// Average precision of detections as COCO defines it (cocodataset.org, "Detection Evaluation"; Lin et al. 2014). For each class and each
/// threshold of <see cref="Box.Iou"/>, detections of all pictures, the highest score first, are matched greedily, each to the still free
/// object it overlaps most; precision, made to fall with recall, is read at the 101 recalls 0, 0.01, ... 1 and averaged.
/// </summary>
/// <param name="classes">How many classes there are.</param>
/// <param name="maxDetections">So many of a picture and class count, the highest scores.</param>
public sealed class CocoAveragePrecision(int classes, int maxDetections = 100)
{
    static readonly float[] Thresholds = [.. Enumerable.Range(0, 10).Select(i => 0.5f + 0.05f * i)];

    readonly List<(int Picture, Detection Detection)> found = [];
    readonly List<(int Picture, AnnotatedObject Object)> objects = [];
    int pictures;

    /// <summary>Takes in a picture.</summary>
    /// <param name="detections">What was found.</param>
    /// <param name="truth">What there is. An object marked as crowd may be found or not, any number of times.</param>
    public void Add(IEnumerable<Detection> detections, IEnumerable<AnnotatedObject> truth)
    {
        foreach (var group in detections.GroupBy(d => d.Label))
            found.AddRange(group.OrderByDescending(d => d.Score).Take(maxDetections).Select(d => (pictures, d)));
        objects.AddRange(truth.Select(o => (pictures, o)));
        pictures++;
    }

    /// <summary>The mean over the thresholds 0.50, 0.55, ... 0.95: COCO's AP.</summary>
    public double Mean() => Thresholds.Average(At);

    /// <summary>The mean over the classes of which there are objects, at one threshold: <c>At(0.5f)</c> is AP50. NaN without objects.</summary>
    public double At(float iouThreshold)
    {
        var present = Enumerable.Range(0, classes).Where(c => objects.Exists(o => o.Object.Label == c && !o.Object.IsCrowd)).ToList();
        return present.Count == 0 ? double.NaN : present.Average(c => OfClass(c, iouThreshold));
    }

    /// <summary>The share of the objects that are found at one threshold, over all classes.</summary>
    public double Recall(float iouThreshold = 0.5f) =>
        (double)Enumerable.Range(0, classes).Sum(c => Match(c, iouThreshold).Count(m => m == true)) / objects.Count(o => !o.Object.IsCrowd);

    /// <summary>
    /// Recall and precision of a class where only the highest scores count: the surest alone first, with each point one more, in the end all.
    /// </summary>
    public IReadOnlyList<(double Recall, double Precision)> Curve(int label, float iouThreshold = 0.5f)
    {
        var total = objects.Count(o => o.Object.Label == label && !o.Object.IsCrowd);
        var (hits, misses) = (0, 0);
        var curve = new List<(double Recall, double Precision)>();
        foreach (var isHit in Match(label, iouThreshold))
        {
            if (isHit is not { } hit) continue;
            (hits, misses) = hit ? (hits + 1, misses) : (hits, misses + 1);
            curve.Add(((double)hits / total, (double)hits / (hits + misses)));
        }
        return curve;
    }

    double OfClass(int label, float threshold)
    {
        var curve = Curve(label, threshold).ToList();
        for (var i = curve.Count - 2; i >= 0; i--) curve[i] = (curve[i].Recall, Math.Max(curve[i].Precision, curve[i + 1].Precision));
        var (sum, at) = (0.0, 0);
        for (var r = 0; r <= 100; r++)
        {
            while (at < curve.Count && curve[at].Recall < r / 100.0) at++;
            if (at < curve.Count) sum += curve[at].Precision;
        }
        return sum / 101;
    }

    /// <summary>For each detection of a class, the highest score first: whether it found an object; null where it counts neither way.</summary>
    IEnumerable<bool?> Match(int label, float threshold)
    {
        var free = objects.Where(o => o.Object.Label == label).GroupBy(o => o.Picture).ToDictionary(g => g.Key, g => g.Select(o => o.Object).ToList());
        foreach (var (picture, detection) in found.Where(f => f.Detection.Label == label).OrderByDescending(f => f.Detection.Score))
        {
            var there = free.GetValueOrDefault(picture) ?? [];
            var best = there.Where(o => !o.IsCrowd).Select(o => (Object: o, Iou: o.Box.Iou(detection.Box))).Where(o => o.Iou >= threshold)
                .OrderByDescending(o => o.Iou).FirstOrDefault();
            if (best.Iou > 0)
            {
                there.RemoveAt(there.FindIndex(o => ReferenceEquals(o, best.Object)));
                yield return true;
            }
            else yield return there.Exists(o => o.IsCrowd && Covered(detection.Box, o.Box) >= threshold) ? null : false;
        }
    }

    // Of a crowd, the share of the detection that lies in it counts, as nobody drew its single members.
    static float Covered(Box detection, Box crowd) => detection.Area > 0 ? detection.Intersect(crowd).Area / detection.Area : 0;
}
