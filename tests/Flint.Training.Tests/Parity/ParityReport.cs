using Flint.Imaging;
using Flint.Testing;

namespace Flint.Training.Tests;

/// <summary>The picture and the figures of docs/parity.md; run on demand.</summary>
public sealed class ParityReport(ITestOutputHelper output)
{
    static readonly TorchRuns Runs = ParityCase.ConvNetMnist.Runs;
    readonly double[][] torch = [.. Runs.Float32.Select(Runs.Gaps)];
    readonly double[] allowed = Runs.Allowed();

    [Fact(Explicit = true)]
    public void DrawAndPrint()
    {
        var flint = Runs.Gaps(ParityRun.Losses(ParityCase.ConvNetMnist, DType.Float32));
        Share(flint, allowed).ShouldBeLessThanOrEqualTo(1, "a run that is too far is not for the page");
        Draw(flint);
        foreach (var t in (int[])[0, 50, 75, 100, 125, 150, 199])
        {
            var runs = torch.Select(gaps => Largest(gaps, t)).Order().ToArray();
            output.WriteLine($"| {t} | {Runs.Float64[t]:f3} | {runs[0]:0.0e-0} to {runs[^1]:0.0e-0} | "
                + $"{Largest(flint, t):0.0e-0} | {allowed[t]:0.0e-0} |");
        }
        output.WriteLine($"Flint's largest share of what is allowed: {Share(flint, allowed):f2}");
        var byTheOthers = torch.Select((gaps, k) => $"{Share(gaps, Runs.Allowed(run => run != k)):f2}");
        output.WriteLine($"PyTorch's by the other runs: {string.Join(" ", byTheOthers)}");
        var first = Runs.Allowed(run => run == 0);
        var byTheFirst = torch.Append(flint).Select(gaps => $"{gaps.Zip(first).Count(p => p.First > p.Second)}, {Share(gaps, first):f2}");
        output.WriteLine($"By PyTorch's first run alone, steps too far and largest share: {string.Join("; ", byTheFirst)}");
        var relative = Runs.Gaps(ParityRun.Losses(ParityCase.ConvNetMnist, DType.Float64)).Zip(Runs.Float64, (gap, loss) => gap / loss).Max();
        output.WriteLine($"Float64: at most {relative:0.0e-0} of the loss");
    }

    void Draw(double[] flint)
    {
        double[] steps = [.. Enumerable.Range(0, Runs.Steps)];
        LineSeries Curve(string name, double[] gaps) => new(name, steps, [.. gaps.Select(Math.Log10)]);
        new LineChart
        {
            Title = "convnet-mnist: distance from the float64 loss",
            XLabel = "step",
            YLabel = "log10 |loss - float64 loss|",
            Series = [Curve("PyTorch float32", torch[0]), Curve("Flint Float32", flint), Curve("allowed", allowed)],
        }.SaveBoth(Repository.Path("docs", "images", "parity"));
    }

    static double Largest(double[] gaps, int step) => gaps.Take(step + 1).Max();

    static double Share(double[] gaps, double[] allowed) => gaps.Zip(allowed, (gap, limit) => gap / limit).Max();
}
