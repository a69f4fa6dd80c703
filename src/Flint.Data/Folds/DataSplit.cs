namespace Flint.Data;

/// <summary>Examples to train on and examples to test on; no example is in both.</summary>
/// <param name="Train">Numbers of examples: <c>data.Subset(fold.Train)</c>, <c>table.Take(fold.Train)</c>.</param>
/// <param name="Test">Numbers of examples.</param>
public sealed record DataSplit(int[] Train, int[] Test)
{
    /// <summary>Example i is tested in fold <c>places[i]</c>, and trained on in all others.</summary>
    internal static DataSplit[] Of(int[] places, int folds) =>
        [.. Enumerable.Range(0, folds).Select(f => new DataSplit(Where(places, p => p != f), Where(places, p => p == f)))];

    internal static int CheckedCount(int folds) => folds >= 2
        ? folds
        : throw new ArgumentOutOfRangeException(nameof(folds), folds, "Cross-validation takes 2 folds or more.");

    static int[] Where(int[] places, Func<int, bool> match) => [.. Enumerable.Range(0, places.Length).Where(i => match(places[i]))];
}

/// <summary>There are not enough examples, classes or groups for the folds asked for.</summary>
public sealed class FoldException(string message) : FlintException(message);
