namespace Flint.Vision;

/// <summary>An object that a detector has found.</summary>
/// <param name="Box">Where.</param>
/// <param name="Label">The number of its class.</param>
/// <param name="Score">How sure it is, from 0 to 1.</param>
public readonly record struct Detection(Box Box, int Label, float Score);

/// <summary>Removing the weaker of detections that mean the same object.</summary>
public static class NonMaximumSuppression
{
    /// <summary>
    /// From the highest score down, keeps each detection whose <see cref="Box.Iou"/> with every kept one of its class is at most
    /// <paramref name="iouThreshold"/>; of equal scores the earlier comes first. torchvision's <c>batched_nms</c>.
    /// </summary>
    /// <returns>What is kept, the highest score first.</returns>
    public static IReadOnlyList<Detection> Apply(IEnumerable<Detection> detections, float iouThreshold = 0.5f)
    {
        var kept = new List<Detection>();
        foreach (var candidate in detections.OrderByDescending(d => d.Score))
            if (!kept.Exists(k => k.Label == candidate.Label && k.Box.Iou(candidate.Box) > iouThreshold)) kept.Add(candidate);
        return kept;
    }
}
