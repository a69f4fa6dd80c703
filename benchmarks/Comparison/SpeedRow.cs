using System.Globalization;

namespace Flint.Comparison;

/// <summary>A workload at a number of threads: a row of the table of ratios.</summary>
/// <param name="Name">The workload.</param>
/// <param name="Threads">The threads.</param>
/// <param name="Pairs">How often and how long each side ran.</param>
/// <param name="Ms">Flint's median step.</param>
/// <param name="TheirMs">PyTorch's as ordinarily used.</param>
/// <param name="Plain">Flint's over that.</param>
/// <param name="Best">Flint's over that of PyTorch's best variant; null where there is but one.</param>
/// <param name="Variant">Which that is.</param>
/// <param name="Ort">Flint's over ONNX Runtime's; null where that has no such workload.</param>
/// <param name="Share">Of the floor or ceiling, with its name.</param>
public sealed record SpeedRow(string Name, string Threads, string Pairs, double Ms, double TheirMs, Ratio Plain, Ratio? Best, string Variant, Ratio? Ort, string Share)
{
    /// <summary>The table's head.</summary>
    public static string Head => "| workload | threads | pairs | Flint, ms | PyTorch, ms | ratio | to its best variant | to ONNX Runtime | of the limit |\n|---|---:|---:|---:|---:|---|---|---|---|";

    /// <summary>Runs Flint and the peers in turn.</summary>
    public static SpeedRow Measure(FlintSide flint, TorchSide torch, OrtSide ort, string name, string threads, int pairs, string seconds)
    {
        List<Run> ours = [];
        List<double> onnx = [];
        var theirs = torch.Ways(name, threads).ToDictionary(way => way, _ => new List<double>());
        for (var pair = 0; pair < pairs; pair++)
        {
            ours.Add(flint.Time(name, threads, seconds));
            foreach (var (way, times) in theirs) times.Add(torch.Time(way, threads, seconds).Ms);
            if (ort.Workloads.Contains(name)) onnx.Add(ort.Time(name, threads, seconds).Ms);
            // After the first pair only the fastest way goes on, and the fastest that needs no variant.
            if (pair > 0) continue;
            var (plain, best) = (Fastest(way => way.Variant == name), Fastest(_ => true));
            foreach (var way in theirs.Keys.Where(way => way != plain && way != best).ToList()) theirs.Remove(way);
        }
        var (ordinary, fastest) = (theirs[Fastest(way => way.Variant == name)], Fastest(_ => true));
        var own = ours.Select(run => run.Ms).ToList();
        var variant = fastest.Variant.Split('@').ElementAtOrDefault(1) ?? "";
        return new(name, threads, $"{pairs} x {seconds} s", Middle(own), Middle(ordinary), Ratio.Of(own, ordinary),
            variant.Length > 0 ? Ratio.Of(own, theirs[fastest]) : null, variant, onnx.Count > 0 ? Ratio.Of(own, onnx) : null, ShareOf(ours));

        (string Variant, string Wait) Fastest(Func<(string Variant, string Wait), bool> which) => theirs.Where(way => which(way.Key)).MinBy(way => Middle(way.Value)).Key;
    }

    /// <summary>Reads a row; null where the line is none.</summary>
    public static SpeedRow? Parse(string line)
    {
        var cells = line.Split('|', StringSplitOptions.TrimEntries);
        if (cells.Length != 11 || Ratio.Parse(cells[6]) is not { } plain) return null;
        double Number(int cell) => double.Parse(cells[cell], CultureInfo.InvariantCulture);
        return new(cells[1], cells[2], cells[3], Number(4), Number(5), plain, Ratio.Parse(cells[7]), cells[7].Split(' ')[^1], Ratio.Parse(cells[8]), cells[9]);
    }

    /// <summary>The strongest ratio: to the fastest that a peer offers.</summary>
    public Ratio Strongest => new[] { Plain, Best, Ort }.OfType<Ratio>().MaxBy(ratio => ratio.Middle)!;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"| {Name} | {Threads} | {Pairs} | {Ms:g3} | {TheirMs:g3} | {Plain} | {(Best is null ? "" : $"{Best} {Variant}")} | {Ort} | {Share} |");

    static string ShareOf(List<Run> runs)
    {
        var shares = runs.Select(run => run.Share).OfType<double>().ToList();
        if (shares.Count == 0) return "";
        var limit = runs[0].IsNetwork ? "floor" : runs.GroupBy(run => run.BoundBy).MaxBy(group => group.Count())!.Key;
        return string.Create(CultureInfo.InvariantCulture, $"{100 * Middle(shares):f0}% {limit}");
    }

    static double Middle(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
