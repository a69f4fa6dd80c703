namespace Flint.Data;

/// <summary>
/// k parts of about equal size that tear no group (patient, author, session) apart: the largest group first, each goes to the part that is smallest by
/// then. As scikit-learn's GroupKFold.
/// </summary>
/// <param name="folds">k, 2 or more.</param>
public sealed class GroupKFold(int folds = 5)
{
    readonly int folds = DataSplit.CheckedCount(folds);

    /// <summary>The folds of examples that belong to these groups.</summary>
    /// <exception cref="FoldException">There are fewer groups than folds.</exception>
    public DataSplit[] Split<T>(IReadOnlyList<T> groups) where T : notnull
    {
        var (numbers, sizes) = ClassNumbers.Of(groups);
        if (sizes.Length < folds) throw new FoldException($"GroupKFold cannot make {folds} folds of {sizes.Length} groups: use at most {sizes.Length} folds.");
        var load = new int[folds];
        var foldOf = new int[sizes.Length];
        foreach (var group in Enumerable.Range(0, sizes.Length).OrderByDescending(g => sizes[g]))
        {
            foldOf[group] = load.IndexOf(load.Min());
            load[foldOf[group]] += sizes[group];
        }
        return DataSplit.Of(Array.ConvertAll(numbers, n => foldOf[n]), folds);
    }
}
