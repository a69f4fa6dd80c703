namespace Flint.Data;

/// <summary>
/// k parts that each hold the classes in the shares of the whole, to one example; as scikit-learn's StratifiedKFold, where a class smaller than k is
/// a warning and not an error.
/// </summary>
/// <param name="folds">k, 2 or more.</param>
/// <param name="shuffle">Which examples of a class go where is random.</param>
/// <param name="seed">The same seed gives the same parts.</param>
public sealed class StratifiedKFold(int folds = 5, bool shuffle = false, long seed = 0)
{
    readonly int folds = DataSplit.CheckedCount(folds);

    /// <summary>The folds of examples with these classes.</summary>
    /// <exception cref="FoldException">A class has fewer examples than there are folds.</exception>
    public DataSplit[] Split<T>(IReadOnlyList<T> labels) where T : notnull
    {
        var (numbers, sizes) = ClassNumbers.Of(labels);
        var members = ClassNumbers.Members(numbers, sizes.Length);
        if (sizes.Length == 0 || sizes.Min() < folds)
            throw new FoldException(sizes.Length == 0
                ? $"StratifiedKFold cannot make {folds} folds of no examples."
                : $"StratifiedKFold cannot put each class into {folds} folds: class '{labels[members[sizes.IndexOf(sizes.Min())][0]]}' has {sizes.Min()} examples. Use at most {Math.Max(sizes.Min(), 1)} folds, or KFold.");
        // All examples sorted by class are dealt to the folds in turn: so no fold gets the odd examples of every class.
        var shares = new int[sizes.Length, folds];
        var dealt = 0;
        for (var c = 0; c < sizes.Length; c++)
            for (var i = 0; i < sizes[c]; i++) shares[c, dealt++ % folds]++;
        var places = new int[labels.Count];
        for (var c = 0; c < sizes.Length; c++)
        {
            var order = shuffle ? EpochOrder.Shuffled(sizes[c], seed, epoch: c) : EpochOrder.Sequential(sizes[c]);
            for (var (fold, i) = (0, 0); fold < folds; fold++)
                for (var left = shares[c, fold]; left > 0; left--) places[members[c][order[i++]]] = fold;
        }
        return DataSplit.Of(places, folds);
    }
}
