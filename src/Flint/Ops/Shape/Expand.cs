namespace Flint;

/// <summary>Broadcasting as a view, and its gradient.</summary>
public static class ExpandOps
{
    extension(Tensor x)
    {
        /// <summary>A view of the given shape in which dimensions of size 1 (and new leading ones) repeat without copying.</summary>
        /// <param name="sizes">-1 keeps the size of an existing dimension.</param>
        /// <exception cref="ShapeException">A size differs and is not 1.</exception>
        public Tensor Expand(params ReadOnlySpan<int> sizes)
        {
            if (x.Layout.Sizes.AsSpan().SequenceEqual(sizes)) return x;
            var lead = sizes.Length - x.Rank;
            var shape = new Shape(sizes.ToArray());
            for (var d = 0; d < sizes.Length; d++)
                if (sizes[d] < 0) shape.Array[d] = sizes[d] == -1 && d >= lead && lead >= 0 ? x.Layout.Sizes[d - lead] : throw Mismatch(x, shape);
            var strides = new long[shape.Rank];
            for (var d = 0; d < shape.Rank; d++)
            {
                if (lead < 0 || (d >= lead && x.Layout.Sizes[d - lead] != shape[d] && x.Layout.Sizes[d - lead] != 1)) throw Mismatch(x, shape);
                strides[d] = d < lead || x.Layout.Sizes[d - lead] == 1 ? 0 : x.Layout.Strides[d - lead];
            }
            if (lead < 0) throw Mismatch(x, shape);
            var view = x.Alias(new(shape.ToArray(), strides), x.Offset);
            if (!Tape.Tracks(x)) return view;
            var source = x.Shape;
            return Tape.Record(view, x, dy => dy.SumTo(source));
        }

        /// <summary>A view of the other tensor's shape: <see cref="Expand"/>.</summary>
        /// <exception cref="ShapeException">A size differs and is not 1.</exception>
        public Tensor ExpandAs(Tensor other) => x.Expand(other.Shape);

        /// <summary>PyTorch's other name of <see cref="Expand"/>.</summary>
        /// <exception cref="ShapeException">A size differs and is not 1.</exception>
        public Tensor BroadcastTo(params ReadOnlySpan<int> sizes) => x.Expand(sizes);

        /// <summary>Sums over the dimensions that broadcasting <paramref name="shape"/> to this tensor's shape repeated.</summary>
        internal Tensor SumTo(Shape shape)
        {
            if (x.Shape == shape) return x;
            var lead = x.Rank - shape.Rank;
            var dims = Enumerable.Range(0, x.Rank).Where(d => d < lead || (shape[d - lead] == 1 && x.Layout.Sizes[d] != 1)).ToArray();
            return (dims.Length == 0 ? x : x.Sum(dims, keepDim: true)).Reshape(shape);
        }

        /// <summary>Views of all tensors in their common shape.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public static Tensor[] BroadcastTensors(params IReadOnlyList<Tensor> tensors)
        {
            Shape shape = tensors.Aggregate((Shape)[], (s, x) => (Shape)Broadcasting.Sizes(s, x.Shape));
            return [.. tensors.Select(x => x.Expand(shape))];
        }
    }

    static ShapeException Mismatch(Tensor x, Shape shape) =>
        new($"Shape {x.Shape} cannot be expanded to {shape}: counted from the last, sizes must be equal or 1.");
}
