namespace Flint;

/// <summary>Lengths of vectors.</summary>
public static class NormOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// (Σ |x|ᵖ)^(1/p) along the dimensions, or of all elements as one vector; p = ∞: the largest |x|, -∞: the smallest, 0: how many are not 0.
        /// The gradient of a norm of 0 is 0; equal extremes share theirs.
        /// </summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="ShapeException">An infinite norm of no elements.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public Tensor Norm(double p = 2, int[]? dims = null, bool keepDim = false)
        {
            Reduction.RequireFloating(x, "Norm");
            if (x.DType.Finer != x.DType) return x.To(x.DType.Finer).Norm(p, dims, keepDim).To(x.DType);
            var along = dims ?? [];
            var y = Value(x.Detach(), p, along, keepDim);
            if (!Tape.Tracks(x)) return y;
            var kept = new Shape(Reduction.KeptSizes(x, along));
            return Tape.Record(y, x, dy => Gradient(dy.Reshape(kept), x, y.Reshape(kept), p, along), x, y);
        }

        /// <summary>Norms along <paramref name="dim"/>.</summary>
        /// <inheritdoc cref="Norm(Tensor, double, int[], bool)"/>
        public Tensor Norm(double p, int dim, bool keepDim = false) => x.Norm(p, [dim], keepDim);

        /// <summary>torch.linalg.vector_norm: the same as <c>Norm</c>.</summary>
        /// <inheritdoc cref="Norm(Tensor, double, int[], bool)"/>
        public Tensor VectorNorm(double ord = 2, int[]? dims = null, bool keepDim = false) => x.Norm(ord, dims, keepDim);
    }

    static Tensor Value(Tensor x, double p, int[] dims, bool keepDim) => p switch
    {
        2 => x.Square().Sum(dims, keepDim).Sqrt(),
        1 => x.Abs().Sum(dims, keepDim),
        0 => x.Ne(0).Sum(dims, keepDim).To(x.DType),
        double.PositiveInfinity => x.Abs().AMax(dims, keepDim),
        double.NegativeInfinity => x.Abs().AMin(dims, keepDim),
        _ => x.Abs().Pow(p).Sum(dims, keepDim).Pow(1 / p),
    };

    static Tensor Gradient(Tensor dy, Tensor x, Tensor y, double p, int[] dims)
    {
        if (p == 0) return Composite.Zeros(x, dy);
        if (p == 1) return dy * x.Sign();
        if (double.IsInfinity(p))
        {
            var chosen = x.Detach().Abs().Eq(y.Detach());
            return x.Sign() * Tensor.Where(chosen, dy / chosen.Sum(dims, keepDim: true).To(x.DType), 0);
        }
        var isZero = y.Detach().Eq(0);
        var safe = Tensor.Where(isZero, 1, y);
        if (p == 2) return x * Tensor.Where(isZero, 0, dy / safe);
        // Σ |x|ᵖ has no slope, or an infinite one, where x is 0.
        var none = x.Detach().Eq(0);
        var power = Tensor.Where(none, 0, Tensor.Where(none, 1, x.Abs()).Pow(p - 1));
        return x.Sign() * power * Tensor.Where(isZero, 0, dy * safe.Pow(1 - p));
    }
}
