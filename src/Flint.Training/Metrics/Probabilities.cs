namespace Flint.Training;

/// <summary>Outputs as probabilities of the classes, in double precision.</summary>
static class Probabilities
{
    /// <summary>Logarithms of the probabilities [n · classes] of the samples that are not ignored, and their targets; [N] and [N, 1] are two classes.</summary>
    internal static (double[] Logs, int[] Expected, int Classes) Of(string metric, Tensor outputs, Tensor targets, OutputKind kind, int ignoreIndex)
    {
        if (Classes.IsBinary(outputs))
        {
            var binary = Classes.BinaryTargets(metric, outputs, targets, ignoreIndex);
            var ones = Checked(metric, Classes.Doubles(outputs), kind);
            var used = Enumerable.Range(0, binary.Length).Where(i => binary[i] != ignoreIndex).ToArray();
            return ([.. used.SelectMany(i => kind == OutputKind.Logits
                ? new[] { LogSigmoid(-ones[i]), LogSigmoid(ones[i]) }
                : [Math.Log(1 - ones[i]), Math.Log(ones[i])])], [.. used.Select(i => (int)binary[i])], 2);
        }
        var (scores, expected, classes, inner) = Classes.Read(metric, outputs, targets, ignoreIndex);
        Checked(metric, scores, kind);
        var (logs, kept) = (new List<double>(), new List<int>());
        var row = new double[classes];
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i] == ignoreIndex) continue;
            for (var c = 0; c < classes; c++) row[c] = scores[(i / inner * classes + c) * inner + i % inner];
            logs.AddRange(kind == OutputKind.Logits ? LogSoftmax(row) : Array.ConvertAll(row, Math.Log));
            kept.Add((int)expected[i]);
        }
        return ([.. logs], [.. kept], classes);
    }

    static double[] Checked(string metric, double[] values, OutputKind kind)
    {
        const double Slack = 1e-5; // a softmax in single precision
        if (kind == OutputKind.Probabilities && Array.FindIndex(values, v => v is < -Slack or > 1 + Slack) is >= 0 and var bad)
            throw new ArgumentException($"{metric}: {values[bad]} at position {bad} of the outputs is no probability: take OutputKind.Logits for outputs before softmax or sigmoid.");
        if (kind == OutputKind.Probabilities)
            for (var i = 0; i < values.Length; i++) values[i] = double.IsNaN(values[i]) ? double.NaN : Math.Clamp(values[i], 0, 1);
        return values;
    }

    static double LogSigmoid(double x) => x >= 0 ? -double.LogP1(Math.Exp(-x)) : x - double.LogP1(Math.Exp(x));

    static double[] LogSoftmax(double[] row)
    {
        var max = row.Max();
        var log = max + Math.Log(row.Sum(v => Math.Exp(v - max)));
        return Array.ConvertAll(row, v => v - log);
    }
}
