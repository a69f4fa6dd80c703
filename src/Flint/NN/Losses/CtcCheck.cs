namespace Flint.NN;

/// <summary>What CTC requires of its arguments.</summary>
static class CtcCheck
{
    internal static (CtcTask Task, int[] TargetLengths) Of(Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths, int blank)
    {
        if (logProbs.Rank != 3) throw new ShapeException($"Ctc expects log probabilities of [T, N, C], but got {logProbs.Shape}.");
        if (!logProbs.DType.IsFloating) throw new DTypeException($"Ctc expects log probabilities of Float32 or Float64, but got {logProbs.DType}.");
        int steps = logProbs.Size(0), samples = logProbs.Size(1), classes = logProbs.Size(2);
        if (blank < 0 || blank >= classes) throw new TensorIndexException($"Ctc's blank {blank} is no class of {logProbs.Shape}: use 0 to {classes - 1}.");
        var (inputs, labels) = (Lengths("inputLengths", inputLengths, samples, steps), Lengths("targetLengths", targetLengths, samples, int.MaxValue));
        var isPadded = targets.Rank == 2;
        if (isPadded ? targets.Size(0) != samples || labels.Any(n => n > targets.Size(1)) : targets.Rank != 1 || labels.Sum(n => (long)n) != targets.Count)
            throw new ShapeException($"Ctc of {samples} samples and target lengths [{string.Join(", ", labels)}] expects targets [N, S] or [Σ lengths], but got {targets.Shape}.");
        var ids = Indices.Checked("Ctc", "targets", targets, classes, $"there are {classes} classes", isPadded ? -1 : null).ToArray<long>();
        var start = 0;
        var cut = new long[samples][];
        for (var n = 0; n < samples; n++)
        {
            cut[n] = ids[(isPadded ? n * targets.Size(1) : start)..][..labels[n]];
            start += labels[n];
            if (cut[n].Contains(-1)) throw new TensorIndexException($"Ctc: sample {n} has a label -1 within its first {labels[n]}: use 0 to {classes - 1}.");
        }
        return (new(cut, inputs, blank), labels);
    }

    static int[] Lengths(string name, Tensor lengths, int samples, int most)
    {
        if (lengths.DType is not (DType.Int64 or DType.Int32)) throw new DTypeException($"Ctc expects {name} of Int64 or Int32, but got {lengths.DType}.");
        if (lengths.Shape != [samples]) throw new ShapeException($"Ctc of {samples} samples expects {name} of [{samples}], but got {lengths.Shape}.");
        var values = lengths.To(DType.Int64).ToArray<long>();
        var wrong = Array.FindIndex(values, n => n < 0 || n > most);
        if (wrong >= 0) throw new ShapeException($"Ctc: {name}[{wrong}] is {values[wrong]}: use 0 to {most}.");
        return Array.ConvertAll(values, n => (int)n);
    }
}
