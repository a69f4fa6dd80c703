namespace Flint;

/// <summary>Counts.</summary>
public static class HistogramOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// How many elements fall into each of <paramref name="bins"/> equal intervals from <paramref name="min"/> to <paramref name="max"/>, both
        /// included; where the two are equal, from the smallest to the largest element. Others are not counted.
        /// </summary>
        /// <exception cref="ArgumentException">There is no bin, or max is below min.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public Tensor Histc(int bins = 100, double min = 0, double max = 0) => x.Histogram(bins, min, max).Histogram;

        /// <summary>The counts of <c>Histc</c>, and the edges of the bins [bins + 1]. As a density, the area is 1.</summary>
        /// <inheritdoc cref="Histc"/>
        public (Tensor Histogram, Tensor BinEdges) Histogram(int bins, double min = 0, double max = 0, bool density = false)
        {
            Reduction.RequireFloating(x, "Histogram");
            if (bins < 1 || !(min <= max)) throw new ArgumentException($"Histogram needs 1 bin or more and min <= max, but got {bins} bins from {min} to {max}.");
            if (min == max && x.Count > 0) (min, max) = (x.Min().Item<double>(), x.Max().Item<double>());
            if (min == max) (min, max) = (min - 1, max + 1);
            if (!double.IsFinite(max - min)) throw new ArgumentException($"Histogram needs a finite range, but the elements go from {min} to {max}: give min and max.");
            var counts = new double[bins];
            foreach (var value in x.Detach().To(DType.Float64).ToArray<double>())
                if (value >= min && value <= max) counts[Math.Min((int)((value - min) / (max - min) * bins), bins - 1)]++;
            var histogram = Tensor.Wrap(counts, [bins]);
            if (density) histogram /= counts.Sum() * (max - min) / bins;
            return (histogram.To(x.DType), Tensor.Linspace(min, max, bins + 1, x.DType));
        }

        /// <summary>How often each of 0, 1, ... occurs in a vector of integers, Int64; with weights, the sum of the weights of its places.</summary>
        /// <param name="weights">One for each element.</param>
        /// <param name="minLength">The least number of counts.</param>
        /// <exception cref="DTypeException">The elements are not integers.</exception>
        /// <exception cref="ShapeException">The shape is not [n], or the weights have another.</exception>
        /// <exception cref="TensorIndexException">An element is negative.</exception>
        public Tensor Bincount(Tensor? weights = null, int minLength = 0)
        {
            if (x.Rank != 1 || (weights is not null && weights.Shape != x.Shape))
                throw new ShapeException($"Bincount expects a vector and weights of its shape, but got {x.Shape}{(weights is null ? "" : $" and {weights.Shape}")}.");
            var most = x.Count == 0 ? -1 : x.DType.IsFloating ? 0 : x.Max().Item<long>();
            var length = checked((int)Math.Max(most + 1, minLength));
            var ids = Indices.Checked("Bincount", "elements", x, length, "they are counted from 0", bytes: true).ToArray<long>();
            if (weights is null)
            {
                var counts = new long[length];
                foreach (var id in ids) counts[id]++;
                return Tensor.Wrap(counts, [length]);
            }
            var (sums, shares) = (new double[length], weights.Detach().To(DType.Float64).ToArray<double>());
            for (var i = 0; i < ids.Length; i++) sums[ids[i]] += shares[i];
            var total = Tensor.Wrap(sums, [length]);
            return weights.DType.IsFloating ? total.To(weights.DType) : total;
        }
    }
}
