namespace Flint.Training;

/// <summary>The class of each sample: the index of its largest output.</summary>
static class Classes
{
    internal static (int[] Predicted, long[] Expected) Of(Tensor outputs, Tensor targets)
    {
        if (outputs.Rank != 2 || targets.Rank != 1 || targets.Size(0) != outputs.Size(0))
            throw new ShapeException($"A classification metric expects outputs [N, classes] and targets [N], but got {outputs.Shape} and {targets.Shape}.");
        var scores = outputs.Detach().To(DType.Float32).ToArray<float>();
        var classes = outputs.Size(1);
        var predicted = new int[outputs.Size(0)];
        for (var i = 0; i < predicted.Length; i++) predicted[i] = Largest(scores.AsSpan(i * classes, classes));
        return (predicted, targets.To(DType.Int64).ToArray<long>());
    }

    static int Largest(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var c = 1; c < scores.Length; c++)
            if (scores[c] > scores[best])
                best = c;
        return best;
    }
}
