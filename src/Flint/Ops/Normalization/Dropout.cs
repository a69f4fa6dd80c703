namespace Flint;

/// <summary>Random zeros in training.</summary>
public static class DropoutOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// In training each element is 0 with probability <paramref name="p"/>, else divided by 1 - p, so that its expected
        /// value stays; otherwise the tensor itself. Source: Srivastava et al., "Dropout", 2014.
        /// </summary>
        /// <param name="p">From 0 (nothing dropped) to 1 (all).</param>
        /// <param name="training">Whether to drop at all.</param>
        /// <param name="generator">Where the random bits come from; the thread's ambient generator where not given.</param>
        /// <exception cref="ArgumentOutOfRangeException">p is not in 0 to 1.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor Dropout(double p = 0.5, bool training = true, Generator? generator = null)
        {
            if (!(p is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "Dropout's p is a probability: use 0 to 1.");
            NormChecks.Floating("Dropout", x);
            if (!training || p == 0) return x;
            if (p == 1) return x * 0f;
            var start = (generator ?? Random.Generator).Take(x.Count);
            return Drop(x, 1 - p, start);
        }
    }

    static Tensor Drop(Tensor x, double keep, GeneratorState start)
    {
        var y = Tensor.EmptyLike(x);
        x.Device.Dropout(x.Contiguous(), y, keep, start);
        return Tape.Record(y, x, dy => Drop(dy, keep, start));
    }
}
