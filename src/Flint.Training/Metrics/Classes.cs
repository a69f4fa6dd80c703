namespace Flint.Training;

/// <summary>The class of each sample.</summary>
static class Classes
{
    /// <summary>Predicted and expected class of every sample that is not ignored; checked as a whole, so that an error counts nothing.</summary>
    internal static IEnumerable<(int Predicted, int Expected)> Of(string metric, Tensor outputs, Tensor targets, int ignoreIndex)
    {
        var (scores, expected, classes, inner) = Read(metric, outputs, targets, ignoreIndex);
        return Enumerable.Range(0, expected.Length).Where(i => expected[i] != ignoreIndex).Select(i => (Largest(scores, i, classes, inner), (int)expected[i]));
    }

    /// <summary>As above for [N] or [N, 1]: class 1 is what lies above the threshold.</summary>
    internal static IEnumerable<(int Predicted, int Expected)> OfBinary(string metric, Tensor outputs, Tensor targets, double threshold, int ignoreIndex)
    {
        var expected = BinaryTargets(metric, outputs, targets, ignoreIndex);
        var scores = Doubles(outputs);
        return Enumerable.Range(0, expected.Length).Where(i => expected[i] != ignoreIndex).Select(i => (scores[i] > threshold ? 1 : 0, (int)expected[i]));
    }

    /// <summary>Scores and classes of [N, classes] or [N, classes, ...]: sample i's score of class c is at ((i / inner) * classes + c) * inner + i % inner.</summary>
    internal static (double[] Scores, long[] Expected, int Classes, int Inner) Read(string metric, Tensor outputs, Tensor targets, int ignoreIndex)
    {
        if (outputs.Rank < 2 || targets.Rank != outputs.Rank - 1 || targets.Size(0) != outputs.Size(0) || !outputs.Shape.Span[2..].SequenceEqual(targets.Shape.Span[1..]))
            throw new ShapeException($"{metric} expects outputs [N, classes] and targets [N], but got {outputs.Shape} and {targets.Shape}.");
        var classes = outputs.Size(1);
        var expected = targets.To(DType.Int64).ToArray<long>();
        for (var i = 0; i < expected.Length; i++)
            if ((ulong)expected[i] >= (ulong)classes && expected[i] != ignoreIndex)
                throw new TensorIndexException(
                    $"{metric}: {expected[i]} at position [{i}] of the targets is out of range: outputs {outputs.Shape} have {classes} classes; ignored are targets of {ignoreIndex}.");
        return (Doubles(outputs), expected, classes, outputs.Size(0) == 0 ? 1 : expected.Length / outputs.Size(0));
    }

    internal static bool IsBinary(Tensor outputs) => outputs.Rank == 1 || (outputs.Rank == 2 && outputs.Size(1) == 1);

    /// <summary>Targets of 0 and 1 for outputs [N] or [N, 1].</summary>
    internal static long[] BinaryTargets(string metric, Tensor outputs, Tensor targets, int ignoreIndex)
    {
        if (!IsBinary(outputs) || !IsBinary(targets) || targets.Size(0) != outputs.Size(0))
            throw new ShapeException($"{metric} of two classes expects outputs and targets [N] or [N, 1], but got {outputs.Shape} and {targets.Shape}.");
        var expected = Array.ConvertAll(Doubles(targets), v => v == ignoreIndex || v is 0 or 1 ? (long)v : long.MinValue);
        if (expected.IndexOf(long.MinValue) is >= 0 and var bad)
            throw new TensorIndexException($"{metric}: {Doubles(targets)[bad]} at position [{bad}] of the targets is no class of two: use 0 and 1; ignored are targets of {ignoreIndex}.");
        return expected;
    }

    internal static double[] Doubles(Tensor x) => x.Detach().To(DType.Float64).ToArray<double>();

    static int Largest(double[] scores, int sample, int classes, int inner)
    {
        var first = sample / inner * classes * inner + sample % inner;
        var best = 0;
        for (var c = 1; c < classes; c++)
            if (scores[first + c * inner] > scores[first + best * inner])
                best = c;
        return best;
    }
}
