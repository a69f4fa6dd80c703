namespace Flint;

/// <summary>What a quantile between two elements is.</summary>
public enum Interpolation
{
    /// <summary>On the straight line between them.</summary>
    Linear,

    /// <summary>The smaller.</summary>
    Lower,

    /// <summary>The larger.</summary>
    Higher,

    /// <summary>The nearer; in the middle, the one of even rank.</summary>
    Nearest,

    /// <summary>Their mean.</summary>
    Midpoint,
}

/// <summary>Quantiles.</summary>
public static class QuantileOps
{
    extension(Tensor x)
    {
        /// <summary>The value below which a share <paramref name="q"/> of the elements lies, along <paramref name="dim"/> or of all; NaN if there is one.</summary>
        /// <exception cref="ArgumentOutOfRangeException">q is not in 0 to 1.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="ShapeException">There are no elements.</exception>
        public Tensor Quantile(double q, int? dim = null, bool keepDim = false, Interpolation interpolation = Interpolation.Linear) =>
            Run("Quantile", x, [q], dim, keepDim, interpolation, skipsNan: false).Squeeze(0);

        /// <summary>Several quantiles at once, in a new first dimension.</summary>
        /// <inheritdoc cref="Quantile(Tensor, double, int?, bool, Interpolation)"/>
        public Tensor Quantile(double[] q, int? dim = null, bool keepDim = false, Interpolation interpolation = Interpolation.Linear) =>
            Run("Quantile", x, q, dim, keepDim, interpolation, skipsNan: false);

        /// <summary>The quantile of what is not NaN.</summary>
        /// <inheritdoc cref="Quantile(Tensor, double, int?, bool, Interpolation)"/>
        public Tensor NanQuantile(double q, int? dim = null, bool keepDim = false, Interpolation interpolation = Interpolation.Linear) =>
            Run("NanQuantile", x, [q], dim, keepDim, interpolation, skipsNan: true).Squeeze(0);

        /// <summary>Several quantiles of what is not NaN, in a new first dimension.</summary>
        /// <inheritdoc cref="Quantile(Tensor, double, int?, bool, Interpolation)"/>
        public Tensor NanQuantile(double[] q, int? dim = null, bool keepDim = false, Interpolation interpolation = Interpolation.Linear) =>
            Run("NanQuantile", x, q, dim, keepDim, interpolation, skipsNan: true);
    }

    static Tensor Run(string operation, Tensor x, double[] q, int? dim, bool keepDim, Interpolation interpolation, bool skipsNan)
    {
        Reduction.RequireFloating(x, operation);
        foreach (var share in q)
            if (!(share is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(q), share, $"{operation} needs shares from 0 to 1.");
        int[] dims = dim is { } d ? [Reduction.Dim(x, d)] : [];
        Reduction.RequireElements(x, dims, operation);
        var lines = x.Rank == 0 || dim is null ? x.Reshape([1, -1]) : x.Transpose(dim.Value, -1);
        var n = lines.Size(-1);
        var sorted = lines.Sort(-1).Values;
        var numbers = (!lines.Detach().IsNan()).Sum(-1, keepDim: true);
        var last = skipsNan ? (numbers - 1).Clamp(min: 0).To(DType.Float64) : Tensor.Full(numbers.Shape, n - 1, DType.Float64);
        var rank = last * Tensor.From<double>(q);
        var y = Between(sorted, rank, interpolation);
        if (!skipsNan) y = Tensor.Where(numbers < n, float.NaN, y);

        // [..., q] to [q, ...], with the reduced dimension back in its place.
        var first = y.Unsqueeze(0).Transpose(0, -1);
        if (dim is not null && x.Rank > 0) first = first.Transpose(Reduction.Dim(x, dim.Value) + 1, -1);
        return first.Reshape([q.Length, .. keepDim ? Reduction.KeptSizes(x, dims) : Reduction.DroppedSizes(x, dims)]);
    }

    static Tensor Between(Tensor sorted, Tensor rank, Interpolation interpolation)
    {
        if (interpolation == Interpolation.Nearest) return At(rank.Round());
        if (interpolation == Interpolation.Lower) return At(rank.Floor());
        if (interpolation == Interpolation.Higher) return At(rank.Ceil());
        var low = At(rank.Floor());
        var share = interpolation == Interpolation.Midpoint ? 0.5 : (rank - rank.Floor()).To(sorted.DType);
        return low.Lerp(At(rank.Ceil()), share);

        Tensor At(Tensor place) => sorted.Gather(-1, place.To(DType.Int64));
    }
}
