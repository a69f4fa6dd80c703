using Flint.Kernels;

namespace Flint;

/// <summary>Several index tensors at once: NumPy's advanced indexing.</summary>
public static class IndexPutOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// <c>y[i...] = x[a[i], b[i], ...]</c> for index tensors a, b, ... of the first dimensions, which broadcast; the same as <c>x[a, b]</c>. A Bool
        /// mask stands for the indices of its true elements. Gradients of an element taken twice add up in the order of the indices.
        /// </summary>
        /// <param name="indices">Int64, Int32 or Bool; negative ones count from the end.</param>
        /// <exception cref="ShapeException">The indices do not broadcast, or a mask is not of the size of its dimensions.</exception>
        /// <exception cref="TensorIndexException">There are more indices than dimensions, or one is out of range.</exception>
        /// <exception cref="DTypeException">An index is of another dtype.</exception>
        public Tensor Index(params IReadOnlyList<Tensor> indices)
        {
            var (ids, rows, shape) = Resolve("Index", x, indices);
            return IndexSelectOps.Rows("Index", rows, ids, 0, shape, skip: -1);
        }

        /// <summary>
        /// A copy of x with <c>y[a[i], b[i], ...] = values[i...]</c>, or with the values added. Where an element is named twice the last value
        /// counts; sums are made in the order of the indices, at any thread count.
        /// </summary>
        /// <param name="indices">As for <see cref="Index(Tensor, IReadOnlyList{Tensor})"/>.</param>
        /// <param name="values">Of x's dtype; broadcast to the indices' shape and the dimensions left.</param>
        /// <param name="accumulate">Adds instead of replacing.</param>
        /// <exception cref="ShapeException">The indices or values do not broadcast, or a mask is not of the size of its dimensions.</exception>
        /// <exception cref="TensorIndexException">There are more indices than dimensions, or one is out of range.</exception>
        /// <exception cref="DTypeException">An index is of another dtype, or the values are not of x's.</exception>
        public Tensor IndexPut(IReadOnlyList<Tensor> indices, Tensor values, bool accumulate = false)
        {
            var (ids, rows, shape) = Resolve("IndexPut", x, indices);
            Shape flat = [(int)ids.Count, .. rows.Layout.Sizes[1..]];
            var source = values.Expand(shape).Reshape(flat);
            return Scattering.Write("IndexPut", rows, 0, ids, source, accumulate ? ScatterMode.Add : ScatterMode.Set).Reshape(x.Shape);
        }
    }

    /// <summary>Row numbers, x as rows, and the shape of what they name.</summary>
    static (Tensor Ids, Tensor Rows, Shape Result) Resolve(string operation, Tensor x, IReadOnlyList<Tensor> indices)
    {
        Tensor[] ids = [.. Plain(operation, x, indices)];
        if (ids.Length == 0 || ids.Length > x.Rank)
            throw new TensorIndexException($"{operation} of {x.Shape} takes 1 to {x.Rank} indices, one per dimension, but got {ids.Length}.");
        Shape shape = ids.Aggregate((Shape)[], (s, i) => (Shape)Broadcasting.Sizes(s, i.Shape));
        var rows = Tensor.Zeros(shape, DType.Int64);
        for (var d = 0; d < ids.Length; d++)
        {
            var size = x.Size(d);
            var at = Indices.Checked(operation, $"index {d}", Indices.FromStart(ids[d], size), size, $"dimension {d} of {x.Shape} has size {size}");
            rows = rows * size + at;
        }
        int[] rest = [.. x.Layout.Sizes[ids.Length..]];
        var count = x.Layout.Sizes[..ids.Length].Aggregate(1, (n, size) => checked(n * size));
        return (rows.Reshape(-1), x.Reshape([count, .. rest]), [.. shape, .. rest]);
    }

    static IEnumerable<Tensor> Plain(string operation, Tensor x, IReadOnlyList<Tensor> indices)
    {
        var d = 0;
        foreach (var index in indices)
        {
            if (index.DType != DType.Bool)
            {
                d++;
                yield return index;
                continue;
            }
            for (var k = 0; k < index.Rank; k++, d++)
                if (d >= x.Rank || index.Size(k) != x.Size(d))
                    throw new ShapeException($"{operation} of {x.Shape} expects a mask of the sizes of the dimensions from {d - k} on, but got {index.Shape}.");
            if (index.Rank == 0) throw new ShapeException($"{operation} takes no mask without dimensions: use Tensor.Where.");
            foreach (var ids in Tensor.Where(index)) yield return ids;
        }
    }
}
