namespace Flint.Data;

/// <summary>k parts of equal size, each tested once; the first n mod k parts have one example more. As scikit-learn's KFold.</summary>
/// <param name="folds">k, 2 or more.</param>
/// <param name="shuffle">Parts at random instead of in order.</param>
/// <param name="seed">The same seed gives the same parts.</param>
public sealed class KFold(int folds = 5, bool shuffle = false, long seed = 0)
{
    readonly int folds = DataSplit.CheckedCount(folds);

    /// <summary>The folds of <paramref name="count"/> examples.</summary>
    /// <exception cref="FoldException">There are fewer examples than folds.</exception>
    public DataSplit[] Split(int count)
    {
        if (count < folds) throw new FoldException($"KFold cannot make {folds} folds of {count} examples: use at most {count} folds.");
        var order = shuffle ? EpochOrder.Shuffled(count, seed, epoch: 0) : EpochOrder.Sequential(count);
        var places = new int[count];
        for (var (fold, i) = (0, 0); fold < folds; fold++)
            for (var end = i + count / folds + (fold < count % folds ? 1 : 0); i < end; i++) places[order[i]] = fold;
        return DataSplit.Of(places, folds);
    }
}

/// <summary>KFold several times with other parts each time: <paramref name="repeats"/> · <paramref name="folds"/> folds.</summary>
/// <param name="folds">k, 2 or more.</param>
/// <param name="repeats">How often, 1 or more.</param>
/// <param name="seed">The same seed gives the same parts.</param>
public sealed class RepeatedKFold(int folds = 5, int repeats = 10, long seed = 0)
{
    readonly int folds = DataSplit.CheckedCount(folds);
    readonly int repeats = repeats >= 1 ? repeats : throw new ArgumentOutOfRangeException(nameof(repeats), repeats, "RepeatedKFold repeats 1 time or more.");

    /// <summary>The folds of <paramref name="count"/> examples.</summary>
    /// <exception cref="FoldException">There are fewer examples than folds.</exception>
    public DataSplit[] Split(int count) =>
        [.. Enumerable.Range(0, repeats).SelectMany(r => new KFold(folds, shuffle: true, (long)EpochOrder.Stream(seed, r, purpose: -2).Seed).Split(count))];
}

/// <summary>Every example is tested once, alone.</summary>
public static class LeaveOneOut
{
    /// <summary>As many folds as examples.</summary>
    /// <exception cref="FoldException">There are fewer than 2 examples.</exception>
    public static DataSplit[] Split(int count) => count >= 2
        ? new KFold(count).Split(count)
        : throw new FoldException($"LeaveOneOut needs 2 examples or more, but there are {count}.");
}
