using System.Globalization;

namespace Flint.Comparison;

/// <summary>What a table of ratios says, in sentences.</summary>
public static class Summary
{
    /// <summary>What is within the noise of these machines counts as level.</summary>
    const double Level = 0.02;

    /// <summary>How many rows won and lost, and which lost by how much.</summary>
    public static string Of(IReadOnlyList<SpeedRow> rows)
    {
        List<string> lines = [];
        foreach (var group in rows.GroupBy(row => row.Threads).OrderBy(group => group.Key))
        {
            var threads = group.Key == "1" ? "1 thread" : $"{group.Key} threads";
            lines.Add($"At {threads}: {Count("PyTorch as ordinarily used", group.Select(row => row.Plain))}; {Count("its best variant", group.Select(row => row.Best ?? row.Plain))}; "
                + $"{Count("ONNX Runtime", group.Select(row => row.Ort).OfType<Ratio>())}.");
            var lost = group.Where(row => row.Strongest.Middle > 1 + Level).OrderByDescending(row => row.Strongest.Middle).Select(row => $"{row.Name} {Text(row.Strongest.Middle)}").ToList();
            lines.Add(lost.Count == 0 ? "No row is slower than the fastest peer." : $"Slower than the fastest peer: {string.Join(", ", lost)}.");
        }
        if (Scaling(rows) is { Count: > 0 } scaling) lines.Add($"Flint at 2 threads over 1: {string.Join(", ", scaling)}.");
        lines.Add("Level means within 2%.");
        return string.Join("\n\n", lines);
    }

    static List<string> Scaling(IReadOnlyList<SpeedRow> rows) =>
    [
        .. from one in rows where one.Threads == "1"
           from two in rows where two.Threads == "2" && two.Name == one.Name
           select $"{one.Name} {Text(one.Ms / two.Ms)}x",
    ];

    static string Count(string peer, IEnumerable<Ratio> ratios)
    {
        var all = ratios.Select(ratio => ratio.Middle).ToList();
        if (all.Count == 0) return $"{peer} was not measured";
        var (won, lost) = (all.Count(r => r < 1 - Level), all.Count(r => r > 1 + Level));
        return $"against {peer} {won} won, {all.Count - won - lost} level, {lost} lost, geometric mean {Text(Math.Exp(all.Average(Math.Log)))}";
    }

    static string Text(double ratio) => ratio.ToString("f2", CultureInfo.InvariantCulture);
}
