namespace Flint;

/// <summary>Other sizes for the same elements in the same order.</summary>
public static class ReshapeOps
{
    extension(Tensor x)
    {
        /// <summary>The elements in row-major order under new sizes: a view where the memory allows it, else a copy.</summary>
        /// <param name="sizes">One of them may be -1: it is computed from the count.</param>
        /// <exception cref="ShapeException">The sizes do not multiply to the count.</exception>
        public Tensor Reshape(params ReadOnlySpan<int> sizes)
        {
            var target = Resolve(x, sizes);
            var output = TryView(x.Layout, target) is { } layout
                ? x.Alias(layout, x.Offset)
                : x.Detach().Clone().Alias(Layout.Contiguous(target), 0);
            if (!Tape.Tracks(x)) return output;
            var shape = x.Layout.Sizes;
            return Tape.Record(output, x, dy => dy.Reshape(shape));
        }

        /// <summary>Merges dimensions <paramref name="startDim"/> to <paramref name="endDim"/> into one.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Flatten(int startDim = 0, int endDim = -1)
        {
            if (x.Rank == 0) return x.Reshape(1);
            var (start, end) = (x.Dim(startDim), x.Dim(endDim));
            if (start > end)
                throw new TensorIndexException($"Flatten's startDim {startDim} comes after endDim {endDim} in shape {x.Shape}.");
            var sizes = x.Layout.Sizes;
            var merged = 1;
            for (var d = start; d <= end; d++) merged = checked(merged * sizes[d]);
            return x.Reshape([.. sizes[..start], merged, .. sizes[(end + 1)..]]);
        }

        /// <summary>Splits dimension <paramref name="dim"/> into several.</summary>
        /// <exception cref="ShapeException">The sizes do not multiply to that dimension's.</exception>
        public Tensor Unflatten(int dim, params ReadOnlySpan<int> sizes)
        {
            var at = x.Dim(dim);
            var all = x.Layout.Sizes;
            return x.Reshape([.. all[..at], .. sizes, .. all[(at + 1)..]]);
        }
    }

    static int[] Resolve(Tensor x, ReadOnlySpan<int> sizes)
    {
        var target = sizes.ToArray();
        long known = 1;
        var unknown = -1;
        for (var d = 0; d < target.Length; d++)
        {
            if (target[d] >= 0) known = checked(known * target[d]);
            else if (target[d] == -1 && unknown < 0) unknown = d;
            else throw Mismatch();
        }
        if (unknown >= 0)
        {
            if (known == 0 || x.Count % known != 0) throw Mismatch();
            target[unknown] = checked((int)(x.Count / known));
        }
        else if (known != x.Count)
        {
            throw Mismatch();
        }
        return target;

        ShapeException Mismatch() =>
            new($"Reshape cannot bring shape {x.Shape} ({x.Count} elements) to [{string.Join(", ", target)}]: the sizes must multiply to the count, and at most one may be -1.");
    }

    /// <summary>Strides that show the same elements under the target's sizes, or null where a copy is needed.</summary>
    static Layout? TryView(Layout source, int[] target)
    {
        if (source.IsContiguous || source.Count == 0) return Layout.Contiguous(target);
        var from = Enumerable.Range(0, source.Rank).Where(d => source.Sizes[d] != 1).ToArray();
        var strides = new long[target.Length];
        var (s, t) = (0, 0);
        while (s < from.Length && t < target.Length)
        {
            // The smallest groups of source and target dimensions with equal products.
            var (firstSource, firstTarget) = (s, t);
            long sourceCount = source.Sizes[from[s++]], targetCount = target[t++];
            while (sourceCount != targetCount)
            {
                if (targetCount < sourceCount) targetCount *= target[t++];
                else sourceCount *= source.Sizes[from[s++]];
            }
            for (var d = firstSource; d < s - 1; d++)
                if (source.Strides[from[d]] != source.Sizes[from[d + 1]] * source.Strides[from[d + 1]]) return null;
            var step = source.Strides[from[s - 1]];
            for (var d = t - 1; d >= firstTarget; step *= target[d--]) strides[d] = step;
        }
        return new(target, strides);
    }
}
