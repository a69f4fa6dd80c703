namespace Flint;

/// <summary>Several tensors side by side.</summary>
public static class ConcatOps
{
    extension(Tensor)
    {
        /// <summary>The tensors one after the other along <paramref name="dim"/>, promoted to their common dtype.</summary>
        /// <param name="tensors">One or more, of equal sizes in all other dimensions; 1-D tensors of size 0 are passed over.</param>
        /// <param name="dim">The dimension that grows.</param>
        /// <exception cref="ShapeException">There is no tensor, or other sizes differ; all misfits are listed.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public static Tensor Concat(IReadOnlyList<Tensor> tensors, int dim = 0)
        {
            if (tensors.Count == 0) throw new ShapeException("Concat expects one tensor or more, but got none.");
            var dtype = tensors.Select(x => x.DType).Aggregate(DTypes.Promote);
            var rank = (tensors.FirstOrDefault(x => x.Rank != 1 || x.Count > 0) ?? tensors[0]).Rank;
            Tensor[] parts = [.. tensors.Where(x => x.Rank == rank || x.Rank != 1 || x.Count > 0)];
            var d = parts[0].Dim(dim);
            Check(parts, d);
            return Join([.. parts.Select(x => x.To(dtype))], d, dtype);
        }

        /// <summary>PyTorch's short name of <see cref="Concat(IReadOnlyList{Tensor}, int)"/>.</summary>
        /// <param name="tensors">One or more, of equal sizes in all other dimensions.</param>
        /// <param name="dim">The dimension that grows.</param>
        public static Tensor Cat(IReadOnlyList<Tensor> tensors, int dim = 0) => Tensor.Concat(tensors, dim);

        /// <summary>The tensors along a new dimension <paramref name="dim"/>, promoted to their common dtype.</summary>
        /// <param name="tensors">One or more, of equal shape.</param>
        /// <param name="dim">Where the new dimension stands in the result.</param>
        /// <exception cref="ShapeException">There is no tensor, or shapes differ.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension in the result.</exception>
        public static Tensor Stack(IReadOnlyList<Tensor> tensors, int dim = 0)
        {
            if (tensors.Count == 0) throw new ShapeException("Stack expects one tensor or more, but got none.");
            for (var i = 1; i < tensors.Count; i++)
                if (tensors[i].Shape != tensors[0].Shape)
                    throw new ShapeException($"Stack expects equal shapes, but tensor 0 is {tensors[0].Shape} and tensor {i} is {tensors[i].Shape}.");
            var d = Tensor.NormalizeDim(dim, tensors[0].Rank + 1, tensors[0]);
            return Tensor.Concat([.. tensors.Select(x => x.Unsqueeze(d))], d);
        }
    }

    static void Check(Tensor[] parts, int d)
    {
        var misfits = parts.Index().Skip(1).Where(p => p.Item.Rank != parts[0].Rank || p.Item.Shape.Index().Any(s => s.Index != d && s.Item != parts[0].Size(s.Index)))
            .Select(p => $"tensor {p.Index} is {p.Item.Shape}").ToArray();
        if (misfits.Length > 0)
            throw new ShapeException($"Concat along dimension {d} expects the other sizes of tensor 0, {parts[0].Shape}, but {string.Join(", ", misfits)}.");
    }

    static Tensor Join(Tensor[] parts, int d, DType dtype)
    {
        var sizes = parts[0].Shape.ToArray();
        sizes[d] = parts.Sum(x => x.Size(d));
        var y = Tensor.Empty(new Shape(sizes), dtype);
        var starts = new int[parts.Length];
        for (int i = 0, start = 0; i < parts.Length; start += parts[i++].Size(d))
        {
            starts[i] = start;
            y.Device.Copy(parts[i], y.Narrow(d, start, parts[i].Size(d)));
        }
        int[] lengths = [.. parts.Select(x => x.Size(d))];
        return Tape.Record(y, parts, (dy, wanted) =>
        {
            var gradients = new Tensor?[lengths.Length];
            for (var i = 0; i < lengths.Length; i++)
                if (wanted[i]) gradients[i] = dy.Narrow(d, starts[i], lengths[i]);
            return gradients;
        });
    }
}
