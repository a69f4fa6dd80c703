using Flint.NN;

namespace Flint.Vision.Tests.Models;

/// <summary>The weights and pictures of tests/fixtures/make_zoo.py, which describes the formula.</summary>
static class FormulaWeights
{
    const int Period = 1013;

    static readonly double[] Table = [.. Enumerable.Range(0, Period).Select(j => (long)j * j * j % Period / 506.0 - 1)];

    internal static T WithFormula<T>(this T net) where T : Module
    {
        using var _ = new NoGrad();
        foreach (var (k, (name, tensor)) in net.StateDict().Index())
        {
            if (!tensor.DType.IsFloating) continue;
            var isGain = name.EndsWith("running_var", StringComparison.Ordinal) || (tensor.Rank == 1 && name.EndsWith("weight", StringComparison.Ordinal));
            var scale = Math.Sqrt(6 / ((double)tensor.Count / tensor.Size(0)));
            tensor.CopyFrom(Wave(tensor.Shape, 37 * k, v => isGain ? 1 + 0.2 * v : tensor.Rank == 1 ? 0.1 * v : v * scale));
        }
        return net;
    }

    internal static Tensor Picture(Shape shape) => Wave(shape, 0, v => v);

    static Tensor Wave(Shape shape, int offset, Func<double, double> map)
    {
        float[] period = [.. Enumerable.Range(0, Period).Select(i => (float)map(Table[(i + offset) % Period]))];
        var values = new float[shape.Count];
        for (var start = 0; start < values.Length; start += Period)
            period.AsSpan(0, Math.Min(Period, values.Length - start)).CopyTo(values.AsSpan(start));
        return Tensor.Wrap(values, shape);
    }
}
