using Flint.Testing;

namespace Flint.Training.Tests;

/// <summary>Losses of PyTorch's runs, made by tests/fixtures/make_parity.py, and how far from the exact ones Float32 may be.</summary>
static class TorchRuns
{
    static readonly Fixture Case = Fixture.Case("parity:convnet_mnist");

    internal static int Steps => Case.Args.GetProperty("steps").GetInt32();
    internal static int Batch => Case.Args.GetProperty("batch").GetInt32();
    internal static double Lr => Case.Args.GetProperty("lr").GetDouble();
    internal static double Momentum => Case.Args.GetProperty("momentum").GetDouble();

    /// <summary>The run in float64: as good as exact.</summary>
    internal static double[] Float64 => Case.Outputs[0].Values.Data;

    /// <summary>Runs in float32 that differ only in the order of additions.</summary>
    internal static IEnumerable<double[]> Float32 => Case.Outputs.Skip(1).Select(o => o.Values.Data);

    /// <summary>How far each loss is from the exact one.</summary>
    internal static double[] Gaps(double[] losses) => [.. losses.Zip(Float64, (a, b) => Math.Abs(a - b))];

    /// <summary>
    /// Twice the largest gap that any of PyTorch's float32 runs has had up to each step. The gap of one run at one step means
    /// little: it may be nothing by luck, and a ReLU or maximum that falls the other way makes it jump. A gap counts as at least
    /// the last place of the loss, the finest that a float32 can show.
    /// </summary>
    /// <param name="counts">Which runs count; all by default.</param>
    internal static double[] Allowed(Func<int, bool>? counts = null)
    {
        var gaps = Float32.Where((_, k) => counts?.Invoke(k) ?? true).Select(Gaps).ToArray();
        var largest = 0.0;
        return [.. Float64.Select((loss, step) => 2 * (largest = Math.Max(largest, gaps.Max(g => Math.Max(g[step], LastPlace(loss))))))];
    }

    static double LastPlace(double loss) => MathF.BitIncrement((float)loss) - (float)loss;
}
