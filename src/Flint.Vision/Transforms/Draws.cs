namespace Flint.Vision.Transforms;

/// <summary>Single draws; each takes the next place of the stream.</summary>
static class Draws
{
    extension(Generator random)
    {
        /// <summary>From low up to high.</summary>
        internal double Uniform(double low, double high) => low + (high - low) * Tensor.Rand([], DType.Float64, random).Item<double>();

        /// <summary>From 0 to count - 1.</summary>
        internal int Below(int count) => (int)Tensor.RandInt(0, count, [], generator: random).Item<long>();

        /// <summary>True in a share <paramref name="p"/> of the draws.</summary>
        internal bool Chance(double p) => random.Uniform(0, 1) < p;

        /// <summary>0 to count - 1 in random order.</summary>
        internal long[] Order(int count) => Tensor.RandPerm(count, random).ToArray<long>();
    }

    /// <summary>Throws unless p is a probability.</summary>
    internal static double Probability(double p) =>
        p is >= 0 and <= 1 ? p : throw new ArgumentOutOfRangeException(nameof(p), p, "A probability is from 0 to 1.");
}
