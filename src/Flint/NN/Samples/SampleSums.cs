namespace Flint.NN;

/// <summary>Sums over the positions of each sample.</summary>
static class SampleSums
{
    extension(Tensor x)
    {
        /// <summary>[N, ..., last dimensions] to [N, last dimensions].</summary>
        internal Tensor SumToLast(int dims) => Over(x, 1, x.Rank - dims);

        /// <summary>[N, C, ...] to [N, C].</summary>
        internal Tensor SumToChannels() => Over(x, 2, x.Rank);

        /// <summary>[N, ...] to [N].</summary>
        internal Tensor SquaredNorms() => Over(x.Square(), 1, x.Rank);
    }

    static Tensor Over(Tensor x, int from, int to) => from < to ? x.Sum([.. Enumerable.Range(from, to - from)]) : x;
}
