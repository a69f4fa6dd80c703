namespace Flint.Data;

/// <summary>
/// Draws examples with chances in proportion to their weights: with replacement each draw has the chances w_i / Σ w, without it those of the examples that are left
/// (by the largest of u^(1/w), Efraimidis and Spirakis 2006).
/// </summary>
public sealed class WeightedSampler : ISampler
{
    readonly double[] weights;
    readonly bool replacement;

    /// <summary>Makes a sampler.</summary>
    /// <param name="weights">One per example, 0 or more; they need not add up to 1.</param>
    /// <param name="count">Draws per epoch; as many as there are weights unless given.</param>
    /// <param name="replacement">False: no example twice in an epoch.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite, all are 0, or without replacement there are fewer above 0 than draws.</exception>
    public WeightedSampler(IEnumerable<double> weights, int? count = null, bool replacement = true)
    {
        this.weights = [.. weights];
        this.replacement = replacement;
        Count = count ?? this.weights.Length;
        ArgumentOutOfRangeException.ThrowIfNegative(Count, nameof(count));
        if (Array.FindIndex(this.weights, w => !(w >= 0 && double.IsFinite(w))) is >= 0 and var bad)
            throw new ArgumentException($"Weights must be 0 or more and finite, but the weight of example {bad} is {this.weights[bad]}.", nameof(weights));
        var usable = this.weights.Count(w => w > 0);
        if (Count > 0 && usable == 0) throw new ArgumentException("All weights are 0: nothing can be drawn.", nameof(weights));
        if (!replacement && Count > usable)
            throw new ArgumentException($"{Count} draws without replacement need as many weights above 0, but there are {usable}.", nameof(count));
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public bool IsRandom => true;

    /// <inheritdoc/>
    public int[] Order(long seed, int epoch)
    {
        if (Count == 0) return [];
        var generator = new Generator(EpochOrder.Stream(seed, epoch, purpose: -1));
        var uniform = Tensor.Rand([replacement ? Count : weights.Length], DType.Float64, generator).ToArray<double>();
        if (!replacement) // Log u / w, since u^(1/w) of a small weight would be 0; Rand gives 0 but not 1.
            return [.. Enumerable.Range(0, weights.Length).Where(i => weights[i] > 0).OrderByDescending(i => Math.Log(1 - uniform[i]) / weights[i]).Take(Count)];

        var upTo = new double[weights.Length];
        for (var (i, sum) = (0, 0d); i < upTo.Length; i++) upTo[i] = sum += weights[i];
        return Array.ConvertAll(uniform, u => FirstAbove(upTo, u * upTo[^1]));
    }

    // An example of weight 0 ends where it begins, so nothing falls to it.
    int FirstAbove(double[] upTo, double at)
    {
        var (low, high) = (0, upTo.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (upTo[middle] > at) high = middle;
            else low = middle + 1;
        }
        while (weights[low] == 0) low--;
        return low;
    }
}
