namespace Flint.Kernels;

/// <summary>
/// A matrix with few numbers in each row, applied along one dimension: row i holds what output i takes of which inputs.
/// Interpolation, pooling to means and sums over neighbours are such products.
/// </summary>
sealed class SparseRows
{
    /// <summary>The inputs: columns of the matrix.</summary>
    internal readonly int Size;

    /// <summary>Row i has the entries Starts[i] to Starts[i + 1] - 1.</summary>
    internal readonly int[] Starts, Sources;

    internal readonly double[] Weights;

    SparseRows? transposed;

    SparseRows(int size, int[] starts, int[] sources, double[] weights) => (Size, Starts, Sources, Weights) = (size, starts, sources, weights);

    /// <summary>The outputs: rows of the matrix.</summary>
    internal int Count => Starts.Length - 1;

    /// <summary>The matrix of the gradient, its entries in the order of this one's rows.</summary>
    internal SparseRows Transposed => transposed ??= Transpose();

    /// <summary>A row per output; entries of weight 0 are left out.</summary>
    internal static SparseRows Of(int size, int count, Func<int, IEnumerable<(int Source, double Weight)>> row)
    {
        var starts = new int[count + 1];
        var (sources, weights) = (new List<int>(), new List<double>());
        for (var i = 0; i < count; i++)
        {
            foreach (var (source, weight) in row(i))
            {
                if (weight == 0) continue;
                sources.Add(source);
                weights.Add(weight);
            }
            starts[i + 1] = sources.Count;
        }
        return new(size, starts, [.. sources], [.. weights]);
    }

    /// <summary>The mean of each window.</summary>
    internal static SparseRows Means(PoolWindows windows) => Of(windows.Size, windows.Count, i =>
        Enumerable.Range(windows.Start[i], windows.End[i] - windows.Start[i]).Select(source => (source, 1.0 / windows.Divisor[i])));

    SparseRows Transpose()
    {
        var starts = new int[Size + 1];
        foreach (var source in Sources) starts[source + 1]++;
        for (var i = 0; i < Size; i++) starts[i + 1] += starts[i];
        var (next, sources, weights) = (starts.AsSpan(0, Size).ToArray(), new int[Sources.Length], new double[Sources.Length]);
        for (var i = 0; i < Count; i++)
            for (var k = Starts[i]; k < Starts[i + 1]; k++)
            {
                var at = next[Sources[k]]++;
                (sources[at], weights[at]) = (i, Weights[k]);
            }
        return new(Count, starts, sources, weights) { transposed = this };
    }
}
