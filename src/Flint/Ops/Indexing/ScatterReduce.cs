using Flint.Kernels;

namespace Flint;

/// <summary>Sums, products, means and extremes of the values that share an index.</summary>
public static class ScatterReduceOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// A copy of x in which each element that the index names is joined with the values sent to it: their sum, product, mean, largest or
        /// smallest. Elements that no index names stay as they are.
        /// </summary>
        /// <remarks>
        /// Gradients: of a mean, dy / count; of an extreme, divided evenly between all that are equal to it; of a product, dy · y / value (as
        /// the product of the others where a value is 0).
        /// </remarks>
        /// <param name="dim">The dimension that the index chooses in.</param>
        /// <param name="index">Int64 or Int32, of x's rank.</param>
        /// <param name="source">The values, of x's dtype; what lies beyond the index is not used.</param>
        /// <param name="reduce">How they are joined.</param>
        /// <param name="includeSelf">Whether the element of x itself takes part; false replaces it.</param>
        /// <exception cref="ShapeException">Ranks differ, or the index is larger than the source, or than x in another dimension.</exception>
        /// <exception cref="TensorIndexException">An index is out of range.</exception>
        /// <exception cref="DTypeException">The index is not Int64 or Int32, or the source is of another dtype than x.</exception>
        public Tensor ScatterReduce(int dim, Tensor index, Tensor source, ScatterReduction reduce, bool includeSelf = true)
        {
            var d = x.Dim(dim);
            var ids = Scattering.Ids("ScatterReduce", x, d, index, source.Shape);
            Scattering.RequireSameDType("ScatterReduce", x, source);
            return Reduce(x, d, ids, Scattering.Part(source, index.Shape), reduce, includeSelf);
        }
    }

    /// <summary>Checked ids, one per value or one per position of dimension d.</summary>
    internal static Tensor Reduce(Tensor x, int d, Tensor ids, Tensor source, ScatterReduction reduce, bool includeSelf)
    {
        var self = includeSelf ? x : Scattering.Write("ScatterReduce", x, d, ids, First(source, reduce), ScatterMode.Set);
        switch (reduce)
        {
            case ScatterReduction.Sum: return Scattering.Write("ScatterReduce", self, d, ids, source, ScatterMode.Add);
            case ScatterReduction.Mean:
                var sum = Scattering.Write("ScatterReduce", self, d, ids, source, ScatterMode.Add);
                // Counts of bytes would wrap.
                var counts = x.DType.IsFloating ? x.DType.Finer : DType.Int64;
                var start = Scattering.Kernel(Tensor.Ones(x.Shape, counts), d, ids, Tensor.Full(source.Shape, includeSelf ? 1 : 0, counts), ScatterMode.Set);
                var count = Scattering.Kernel(start, d, ids, Tensor.Ones(source.Shape, counts), ScatterMode.Add);
                return (x.DType.IsFloating ? sum / count : sum.FloorDivide(count)).To(x.DType);
            case ScatterReduction.Prod: return Product(self, d, ids, source);
            default: return Extreme(self, d, ids, source, reduce == ScatterReduction.AMax ? ScatterMode.Max : ScatterMode.Min);
        }
    }

    /// <summary>What stands in x's place at first and changes no result; an extreme of integers, which has no gradient, starts from the values.</summary>
    static Tensor First(Tensor source, ScatterReduction reduce) =>
        reduce is ScatterReduction.AMax or ScatterReduction.AMin && !source.DType.IsFloating ? source : Tensor.Full(source.Shape, Neutral(reduce), source.DType);

    /// <summary>The result of joining no real values.</summary>
    internal static double Neutral(ScatterReduction reduce) => reduce switch
    {
        ScatterReduction.Prod => 1,
        ScatterReduction.AMax => double.NegativeInfinity,
        ScatterReduction.AMin => double.PositiveInfinity,
        _ => 0,
    };

    static Tensor Extreme(Tensor x, int d, Tensor ids, Tensor source, ScatterMode mode)
    {
        var y = Scattering.Kernel(x, d, ids, source, mode);
        return Tape.Record(y, [x, source], (dy, wanted) =>
        {
            Indices.RequireStillInRange("ScatterReduce", ids, x.Size(d));
            var (mine, theirs) = (x.Detach().Eq(y.Detach()).To(dy.DType), source.Detach().Eq(Scattering.Taken(y.Detach(), d, ids)).To(dy.DType));
            var share = dy / Scattering.Kernel(mine, d, ids, theirs, ScatterMode.Add);
            return
            [
                wanted[0] ? Tensor.Where(mine.To(DType.Bool), share, Tensor.Scalar(0, dy.DType)) : null,
                wanted[1] ? theirs * Scattering.Taken(share, d, ids) : null,
            ];
        }, x, source, y, ids);
    }

    static Tensor Product(Tensor x, int d, Tensor ids, Tensor source)
    {
        var y = Scattering.Kernel(x, d, ids, source, ScatterMode.Multiply);
        return Tape.Record(y, [x, source], (dy, wanted) =>
        {
            Indices.RequireStillInRange("ScatterReduce", ids, x.Size(d));
            // Zeros are counted and left out of the product: the others' product is then known even where one of them is 0.
            var zero = Tensor.Scalar(0, dy.DType);
            var (myZeros, theirZeros) = (x.Detach().Eq(zero), source.Detach().Eq(zero));
            var zeros = Scattering.Kernel(myZeros.To(dy.DType), d, ids, theirZeros.To(dy.DType), ScatterMode.Add);
            var (mine, theirs) = (Tensor.Where(myZeros, Tensor.Scalar(1, dy.DType), x), Tensor.Where(theirZeros, Tensor.Scalar(1, dy.DType), source));
            var product = Product(mine, d, ids, theirs);
            Tensor Others(Tensor own, Tensor isZero, Tensor all, Tensor count) =>
                Tensor.Where(count.Eq(isZero.To(dy.DType)), all / own, zero);
            return
            [
                wanted[0] ? dy * Others(mine, myZeros, product, zeros) : null,
                wanted[1] ? Scattering.Taken(dy, d, ids) * Others(theirs, theirZeros, Scattering.Taken(product, d, ids), Scattering.Taken(zeros, d, ids)) : null,
            ];
        }, x, source, ids);
    }
}
