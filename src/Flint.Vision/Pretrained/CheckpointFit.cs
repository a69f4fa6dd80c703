namespace Flint.Vision;

/// <summary>What of a checkpoint fits a network.</summary>
sealed class CheckpointFit
{
    const int Listed = 20;

    readonly string[] missing, surplus, misshaped;

    internal CheckpointFit(IReadOnlyDictionary<string, Tensor> expected, IReadOnlyDictionary<string, Tensor> found)
    {
        missing = [.. expected.Keys.Where(k => !found.ContainsKey(k) && !ImageCheckpoint.IsCounter(k))];
        surplus = [.. found.Keys.Where(k => !expected.ContainsKey(k) && !ImageCheckpoint.IsCounter(k))];
        misshaped = [.. expected.Where(p => found.TryGetValue(p.Key, out var tensor) && tensor.Shape != p.Value.Shape).Select(p => $"{p.Key} (expected {p.Value.Shape}, found {found[p.Key].Shape})")];
        var both = expected.Keys.Count(found.ContainsKey);
        Share = (double)(both - misshaped.Length) / Math.Max(1, expected.Count + found.Count - both);
    }

    internal bool IsWhole => missing.Length + surplus.Length + misshaped.Length == 0;

    /// <summary>Keys that fit, of all there are on either side.</summary>
    internal double Share { get; }

    public override string ToString() => string.Join("; ", new[] { Text("missing", missing), Text("surplus", surplus), Text("of another shape", misshaped) }.Where(t => t.Length > 0)) + ".";

    static string Text(string problem, string[] keys) => keys.Length == 0 ? ""
        : $"{keys.Length} {problem}: {string.Join(", ", keys.Take(Listed))}{(keys.Length > Listed ? $" and {keys.Length - Listed} more" : "")}";
}
