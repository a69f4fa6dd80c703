using Flint.Testing;

namespace Flint.Training.Tests;

/// <summary>Losses of PyTorch's runs, made by a script of tests/fixtures, and how far from the exact ones Float32 may be.</summary>
/// <param name="fixture">Family and case.</param>
sealed class TorchRuns(string fixture)
{
    readonly Fixture runs = Fixture.Case(fixture);

    internal int Steps => runs.Args.GetProperty("steps").GetInt32();
    internal int Batch => runs.Args.GetProperty("batch").GetInt32();
    internal double Lr => runs.Args.GetProperty("lr").GetDouble();
    internal double Momentum => runs.Args.GetProperty("momentum").GetDouble();

    /// <summary>The run in float64: as good as exact.</summary>
    internal double[] Float64 => runs.Outputs[0].Values.Data;

    /// <summary>Runs in float32 that differ only in the order of additions.</summary>
    internal IEnumerable<double[]> Float32 => runs.Outputs.Skip(1).Select(o => o.Values.Data);

    /// <summary>How far each loss is from the exact one.</summary>
    internal double[] Gaps(double[] losses) => [.. losses.Zip(Float64, (a, b) => Math.Abs(a - b))];

    /// <summary>
    /// Twice the largest gap that any of PyTorch's float32 runs has had up to each step. The gap of one run at one step means
    /// little: it may be nothing by luck, and a ReLU or maximum that falls the other way makes it jump. A gap counts as at least
    /// the last place of the loss, the finest that a float32 can show.
    /// </summary>
    /// <param name="counts">Which runs count; all by default.</param>
    internal double[] Allowed(Func<int, bool>? counts = null)
    {
        var gaps = Float32.Where((_, k) => counts?.Invoke(k) ?? true).Select(Gaps).ToArray();
        var largest = 0.0;
        return [.. Float64.Select((loss, step) => 2 * (largest = Math.Max(largest, gaps.Max(g => Math.Max(g[step], LastPlace(loss))))))];
    }

    static double LastPlace(double loss) => MathF.BitIncrement((float)loss) - (float)loss;
}
