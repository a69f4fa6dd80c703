using Flint.Kernels;

namespace Flint;

/// <summary>Products.</summary>
public static class ProdOps
{
    extension(Tensor x)
    {
        /// <summary>The product of all elements, a scalar; 1 of none. Integers and Bool give Int64. The gradient is exact beside zeros too.</summary>
        public Tensor Prod() => Run(x, [], keepDim: false);

        /// <summary>Products along <paramref name="dim"/>.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Prod(int dim, bool keepDim = false) => Run(x, [dim], keepDim);

        /// <summary>Products along several dimensions; none means all.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public Tensor Prod(int[] dims, bool keepDim = false) => Run(x, dims, keepDim);
    }

    static Tensor Run(Tensor x, int[] dims, bool keepDim)
    {
        if (!x.DType.IsFloating) x = x.To(DType.Int64);
        var y = Reduction.Fold<ProductFold>(x, dims, keepDim);
        return Tape.Tracks(x) ? Tape.Record(y, x, dy => Tape.Enabled
            ? Composite.Gradient(v => Pairwise(v, dims).Reshape(y.Shape), x, dy)
            : Gradient(dy.Reshape(Reduction.KeptSizes(x, dims)), x, dims), x) : y;
    }

    /// <summary>The product of the others: without zeros y / x; a single zero gets the product of the rest; beside it, and among several, 0.</summary>
    static Tensor Gradient(Tensor dy, Tensor x, int[] dims)
    {
        var zero = x.Eq(0f);
        var rest = Reduction.Fold<ProductFold>(Tensor.Where(zero, 1f, x), dims, keepDim: true);
        var zeros = zero.Sum(dims, keepDim: true);
        var others = Tensor.Where(zero, rest, rest / Tensor.Where(zero, 1f, x));
        return Tensor.Where((zeros - zero.To(DType.Int64)).Eq(0), dy * others, 0f);
    }

    /// <summary>The product as a tree of multiplications: whatever is zero, its gradients of all orders are right.</summary>
    static Tensor Pairwise(Tensor x, int[] dims)
    {
        if (dims.Length == 0) return Along(x.Reshape(-1), 0);
        foreach (var dim in dims) x = Along(x, x.Dim(dim));
        return x;
    }

    static Tensor Along(Tensor x, int d)
    {
        if (x.Size(d) == 0) return x.Sum(d, keepDim: true) + 1f;
        for (var n = x.Size(d); n > 1; n = x.Size(d))
        {
            var pairs = x.Narrow(d, 0, n / 2) * x.Narrow(d, n / 2, n / 2);
            x = n % 2 == 0 ? pairs : Tensor.Concat([pairs, x.Narrow(d, n - 1, 1)], d);
        }
        return x;
    }
}
