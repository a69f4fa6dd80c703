namespace Flint.Training;

/// <summary>The class of each sample: the index of its largest output.</summary>
static class Classes
{
    /// <summary>Predicted and expected class of every sample that is not ignored; checked as a whole, so that an error counts nothing.</summary>
    internal static IEnumerable<(int Predicted, int Expected)> Of(string metric, Tensor outputs, Tensor targets, int ignoreIndex)
    {
        if (outputs.Rank != 2 || targets.Rank != 1 || targets.Size(0) != outputs.Size(0))
            throw new ShapeException($"{metric} expects outputs [N, classes] and targets [N], but got {outputs.Shape} and {targets.Shape}.");
        var classes = outputs.Size(1);
        var expected = targets.To(DType.Int64).ToArray<long>();
        for (var i = 0; i < expected.Length; i++)
            if ((ulong)expected[i] >= (ulong)classes && expected[i] != ignoreIndex)
                throw new TensorIndexException(
                    $"{metric}: {expected[i]} at position [{i}] of the targets is out of range: outputs {outputs.Shape} have {classes} classes; ignored are targets of {ignoreIndex}.");
        var scores = outputs.Detach().To(DType.Float32).ToArray<float>();
        return Enumerable.Range(0, expected.Length).Where(i => expected[i] != ignoreIndex)
            .Select(i => (Largest(scores.AsSpan(i * classes, classes)), (int)expected[i]));
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
