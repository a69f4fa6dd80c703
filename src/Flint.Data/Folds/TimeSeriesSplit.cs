namespace Flint.Data;

/// <summary>
/// Tests on what comes after what was trained on: the last k pieces are tested one after another, each with all that lies before it (or the last
/// <paramref name="maxTrainSize"/> of it) to train on. As scikit-learn's TimeSeriesSplit; examples must be in the order of time.
/// </summary>
/// <param name="folds">k, 2 or more.</param>
/// <param name="maxTrainSize">Train on the latest so many at most; all unless given.</param>
/// <param name="testSize">Examples per piece; n / (k + 1) unless given.</param>
/// <param name="gap">Examples left out between training and test.</param>
public sealed class TimeSeriesSplit(int folds = 5, int? maxTrainSize = null, int? testSize = null, int gap = 0)
{
    readonly int folds = DataSplit.CheckedCount(folds);
    readonly int gap = gap >= 0 ? gap : throw new ArgumentOutOfRangeException(nameof(gap), gap, "TimeSeriesSplit leaves out 0 examples or more.");
    readonly int? maxTrainSize = maxTrainSize is null or >= 1 ? maxTrainSize : throw new ArgumentOutOfRangeException(nameof(maxTrainSize), maxTrainSize, "TimeSeriesSplit trains on 1 example or more.");
    readonly int? testSize = testSize is null or >= 1 ? testSize : throw new ArgumentOutOfRangeException(nameof(testSize), testSize, "TimeSeriesSplit tests 1 example or more.");

    /// <summary>The folds of <paramref name="count"/> examples.</summary>
    /// <exception cref="FoldException">There are too few examples.</exception>
    public DataSplit[] Split(int count)
    {
        var size = testSize ?? count / (folds + 1);
        if (folds + 1 > count || count - gap - (long)size * folds <= 0)
            throw new FoldException($"TimeSeriesSplit cannot make {folds} folds of {size} tested examples and a gap of {gap} from {count} examples: nothing is left to train on first.");
        return [.. Enumerable.Range(0, folds).Select(f =>
        {
            var start = count - (folds - f) * size;
            var end = start - gap;
            var begin = maxTrainSize is { } most && most < end ? end - most : 0;
            return new DataSplit([.. Enumerable.Range(begin, end - begin)], [.. Enumerable.Range(start, size)]);
        })];
    }
}
