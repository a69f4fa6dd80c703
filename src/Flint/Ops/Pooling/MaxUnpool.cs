namespace Flint;

/// <summary>The partial inverse of maximum pooling.</summary>
public static class MaxUnpoolOps
{
    extension(Tensor x)
    {
        /// <summary>Zeros, but x at the <paramref name="indices"/> that <see cref="MaxPool1dOps"/> gave; of several values for one place the last stays.</summary>
        /// <param name="indices">Of x's shape, Int64 or Int32: positions in the output.</param>
        /// <param name="kernel">The pooling's window.</param>
        /// <param name="stride">The pooling's step; the kernel where not given.</param>
        /// <param name="padding">The pooling's padding.</param>
        /// <param name="outputSize">The length that was pooled; (L - 1) stride - 2 padding + kernel where not given.</param>
        /// <exception cref="ShapeException">The input is not [N, C, L] or [C, L], or the indices have another shape.</exception>
        /// <exception cref="TensorIndexException">An index is outside of the output.</exception>
        /// <exception cref="DTypeException">The input is not floating, or the indices are no integers.</exception>
        public Tensor MaxUnpool1d(Tensor indices, int kernel, int? stride = null, int padding = 0, int? outputSize = null) =>
            Unpool("MaxUnpool1d", x, indices, [kernel], [stride ?? kernel], [padding], outputSize is { } size ? [size] : null);

        /// <summary>As <see cref="MaxUnpool1d"/>, for [N, C, H, W] or [C, H, W]: indices are row · W + column of the output.</summary>
        /// <inheritdoc cref="MaxUnpool1d"/>
        public Tensor MaxUnpool2d(Tensor indices, Pair kernel, Pair? stride = null, Pair padding = default, Pair? outputSize = null) =>
            Unpool("MaxUnpool2d", x, indices, kernel.ToArray(), (stride ?? kernel).ToArray(), padding.ToArray(), outputSize?.ToArray());

        /// <summary>As <see cref="MaxUnpool1d"/>, for [N, C, D, H, W] or [C, D, H, W]: indices are (plane · H + row) · W + column of the output.</summary>
        /// <inheritdoc cref="MaxUnpool1d"/>
        public Tensor MaxUnpool3d(Tensor indices, Triple kernel, Triple? stride = null, Triple padding = default, Triple? outputSize = null) =>
            Unpool("MaxUnpool3d", x, indices, kernel.ToArray(), (stride ?? kernel).ToArray(), padding.ToArray(), outputSize?.ToArray());
    }

    static Tensor Unpool(string name, Tensor x, Tensor indices, int[] kernel, int[] stride, int[] padding, int[]? outputSize)
    {
        var dims = kernel.Length;
        PoolChecks.Input(name, x, dims);
        if (indices.Shape != x.Shape) throw new ShapeException($"{name} on input {x.Shape} expects indices of the same shape, but got {indices.Shape}.");
        int[] size = outputSize ?? [.. PoolChecks.Sizes(x, dims).Select((n, d) => (n - 1) * stride[d] - 2 * padding[d] + kernel[d])];
        if (size.Min() < 1) throw new ShapeException($"{name} on input {x.Shape} would give {new Shape(size)}: use a larger kernel or less padding, or give outputSize.");
        var cells = checked((int)size.Aggregate(1L, (n, s) => n * s));
        var ids = Indices.Checked(name, "indices", indices, cells, $"the output {new Shape(size)} has {cells} cells").Flatten(-dims);
        var lead = x.Shape.ToArray()[..^dims];
        return Put(x.Flatten(-dims), ids, cells).Reshape([.. lead, .. size]);
    }

    static Tensor Put(Tensor x, Tensor ids, int cells)
    {
        var sizes = x.Shape.ToArray();
        sizes[^1] = cells;
        var y = Tensor.Zeros(new Shape(sizes), x.DType);
        if (x.Count > 0) x.Device.Unpool(x.Detach().Contiguous(), ids, y, x.Count / x.Size(-1));
        return Tape.Record(y, x, dy => dy.Gather(-1, ids), ids);
    }
}
