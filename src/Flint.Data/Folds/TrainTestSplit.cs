namespace Flint.Data;

/// <summary>One random cut into training and test part; as scikit-learn's train_test_split: the test part has ceil(testFraction · n) examples.</summary>
public static class TrainTestSplit
{
    /// <summary>A cut of <paramref name="count"/> examples.</summary>
    /// <param name="count">How many examples there are.</param>
    /// <param name="testFraction">Share of the test part, between 0 and 1.</param>
    /// <param name="seed">The same seed gives the same parts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    /// <exception cref="FoldException">A part would be empty.</exception>
    public static DataSplit Split(int count, double testFraction = 0.25, long seed = 0)
    {
        var test = TestCount(count, testFraction);
        var order = EpochOrder.Shuffled(count, seed, epoch: 0);
        return new(order[test..], order[..test]);
    }

    /// <summary>A cut in which both parts hold the classes in the shares of the whole, to one example.</summary>
    /// <param name="labels">The class of each example.</param>
    /// <param name="testFraction">Share of the test part, between 0 and 1.</param>
    /// <param name="seed">The same seed gives the same parts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    /// <exception cref="FoldException">A part would have fewer examples than there are classes, or a class has only one.</exception>
    public static DataSplit Stratified<T>(IReadOnlyList<T> labels, double testFraction = 0.25, long seed = 0) where T : notnull
    {
        var count = labels.Count;
        var test = TestCount(count, testFraction);
        var (numbers, sizes) = ClassNumbers.Of(labels);
        var members = ClassNumbers.Members(numbers, sizes.Length);
        if (sizes.Min() < 2) throw new FoldException($"A stratified split needs 2 examples of each class, but class '{labels[members[sizes.IndexOf(sizes.Min())][0]]}' has 1.");
        if (Math.Min(test, count - test) < sizes.Length)
            throw new FoldException($"A stratified split of {count} examples into {count - test} and {test} cannot hold {sizes.Length} classes in each part.");

        var train = Shares(sizes, count - test);
        var isTest = new bool[count];
        for (var c = 0; c < sizes.Length; c++)
            foreach (var i in EpochOrder.Shuffled(sizes[c], seed, epoch: c + 1).AsSpan(train[c])) isTest[members[c][i]] = true;
        var order = EpochOrder.Shuffled(count, seed, epoch: 0);
        return new([.. order.Where(i => !isTest[i])], [.. order.Where(i => isTest[i])]);
    }

    // Largest remainders: each class its share rounded down, and one more to those that lost most by it.
    static int[] Shares(int[] sizes, int total)
    {
        var count = sizes.Sum();
        var shares = Array.ConvertAll(sizes, s => (int)((long)s * total / count));
        var left = total - shares.Sum();
        foreach (var c in Enumerable.Range(0, sizes.Length).OrderByDescending(c => (long)sizes[c] * total % count).Take(left)) shares[c]++;
        return shares;
    }

    static int TestCount(int count, double fraction)
    {
        if (!(fraction > 0 && fraction < 1)) throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The share of the test part is between 0 and 1.");
        var test = (int)Math.Ceiling(fraction * count - 1e-9);
        return test > 0 && test < count ? test : throw new FoldException($"A split of {count} examples with a test share of {fraction} leaves a part empty.");
    }
}
