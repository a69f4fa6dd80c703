namespace Flint.Data;

/// <summary>
/// k parts that tear no group apart and hold the classes in about the same shares: groups with the most uneven classes first, each goes to the part
/// where the classes' counts then differ least between the parts. As scikit-learn's StratifiedGroupKFold without shuffling.
/// </summary>
/// <param name="folds">k, 2 or more.</param>
public sealed class StratifiedGroupKFold(int folds = 5)
{
    readonly int folds = DataSplit.CheckedCount(folds);

    /// <summary>The folds of examples with these classes and groups.</summary>
    /// <exception cref="ArgumentException">There are not as many classes as groups.</exception>
    /// <exception cref="FoldException">There are fewer groups than folds, or every class has fewer examples than there are folds.</exception>
    public DataSplit[] Split<TLabel, TGroup>(IReadOnlyList<TLabel> labels, IReadOnlyList<TGroup> groups) where TLabel : notnull where TGroup : notnull
    {
        if (labels.Count != groups.Count) throw new ArgumentException($"There are {labels.Count} labels, but {groups.Count} groups: give one of each per example.", nameof(groups));
        var ((classes, sizes), (numbers, groupSizes)) = (ClassNumbers.Of(labels), ClassNumbers.Of(groups));
        if (groupSizes.Length < folds) throw new FoldException($"StratifiedGroupKFold cannot make {folds} folds of {groupSizes.Length} groups: use at most {groupSizes.Length} folds.");
        if (sizes.Max() < folds) throw new FoldException($"StratifiedGroupKFold cannot make {folds} folds: the largest class has {sizes.Max()} examples. Use fewer folds.");

        var counts = new double[groupSizes.Length][];
        for (var g = 0; g < counts.Length; g++) counts[g] = new double[sizes.Length];
        for (var i = 0; i < numbers.Length; i++) counts[numbers[i]][classes[i]]++;
        var held = new double[folds][];
        for (var f = 0; f < folds; f++) held[f] = new double[sizes.Length];
        var foldOf = new int[counts.Length];
        foreach (var group in Enumerable.Range(0, counts.Length).OrderByDescending(g => Math.Sqrt(Statistics.Variance(counts[g]))))
        {
            var best = Enumerable.Range(0, folds).MinBy(f => (Unevenness(f, counts[group]), held[f].Sum()));
            foldOf[group] = best;
            for (var c = 0; c < sizes.Length; c++) held[best][c] += counts[group][c];
        }
        return DataSplit.Of(Array.ConvertAll(numbers, n => foldOf[n]), folds);

        double Unevenness(int fold, double[] more) => Enumerable.Range(0, sizes.Length)
            .Average(c => Math.Sqrt(Statistics.Variance([.. held.Select((h, f) => (h[c] + (f == fold ? more[c] : 0)) / sizes[c])])));
    }
}
