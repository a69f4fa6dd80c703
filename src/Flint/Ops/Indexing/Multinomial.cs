namespace Flint;

/// <summary>Random numbers of classes.</summary>
public static class MultinomialOps
{
    extension(Tensor weights)
    {
        /// <summary>
        /// <paramref name="numSamples"/> class numbers (Int64) drawn with these weights, [classes] to [samples] or [rows, classes] to [rows, samples];
        /// weights need not sum to 1. Without replacement no class comes twice (Efraimidis, Spirakis 2006).
        /// </summary>
        /// <param name="numSamples">1 or more.</param>
        /// <param name="replacement">Whether a class may come again.</param>
        /// <param name="generator">The thread's ambient generator where null.</param>
        /// <exception cref="ArgumentException">A weight is negative or not finite, a row has none above 0, or fewer than samples without replacement.</exception>
        /// <exception cref="DTypeException">The weights are not floating.</exception>
        /// <exception cref="ShapeException">The shape is neither [classes] nor [rows, classes].</exception>
        public Tensor Multinomial(int numSamples, bool replacement = false, Generator? generator = null)
        {
            Reduction.RequireFloating(weights, "Multinomial");
            if (weights.Rank is not (1 or 2)) throw new ShapeException($"Multinomial expects [classes] or [rows, classes], but got {weights.Shape}.");
            if (numSamples < 1) throw new ArgumentException($"Multinomial draws 1 sample or more, but {numSamples} were asked for.", nameof(numSamples));
            var w = weights.Detach().To(DType.Float64);
            if (w.Count == 0 || !(w.IsFinite() & (w >= 0)).All().Item<bool>())
                throw new ArgumentException("Multinomial needs weights that are finite and not negative, and at least one class.");
            var positive = w.CountNonzero(-1).Min().Item<long>();
            if (positive < (replacement ? 1 : numSamples))
                throw new ArgumentException($"Multinomial cannot draw {numSamples} samples {(replacement ? "with" : "without")} replacement where only {positive} weights are above 0.");
            if (!replacement) return (Tensor.Exponential(w.Shape, 1, DType.Float64, generator) / w).TopK(numSamples, -1, largest: false).Indices;
            var sums = w.Cumsum(-1);
            var marks = Tensor.Rand([.. w.Shape.Span[..^1], numSamples], DType.Float64, generator) * sums.Narrow(-1, w.Size(-1) - 1, 1);
            return sums.SearchSorted(marks, right: true);
        }
    }
}
