namespace Flint;

/// <summary>The most frequent elements.</summary>
public static class ModeOps
{
    extension(Tensor x)
    {
        /// <summary>The most frequent element along <paramref name="dim"/> (of several the smallest) and where it stands last (Int64), to which the gradient goes.</summary>
        /// <exception cref="ShapeException">The dimension has size 0.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public (Tensor Values, Tensor Indices) Mode(int dim = -1, bool keepDim = false)
        {
            dim = Reduction.Dim(x, dim);
            var y = Reduction.Lifted(x);
            Reduction.RequireElements(y, [dim], "Mode");
            var (values, order) = y.Detach().Sort(dim);
            var n = y.Size(dim);
            var begins = values.Narrow(dim, 1, n - 1).Ne(values.Narrow(dim, 0, n - 1)).Transpose(dim, -1).Contiguous();
            var last = LastOfLongest(begins, n);
            var indices = order.Gather(dim, last.Reshape([.. begins.Shape.Span[..^1], 1]).Transpose(dim, -1));
            var most = y.Gather(dim, indices);
            return keepDim && x.Rank > 0 ? (most, indices) : (most.Squeeze(dim), indices.Squeeze(dim));
        }
    }

    /// <summary>For each line of marks, where the longest run of equal elements ends.</summary>
    static Tensor LastOfLongest(Tensor begins, int n)
    {
        var marks = begins.ToArray<bool>();
        var ends = new long[n == 1 ? begins.Shape.Span[..^1].ToArray().Aggregate(1, (a, b) => a * b) : marks.Length / (n - 1)];
        for (var line = 0; line < ends.Length; line++)
            for (int i = 0, run = 0, longest = 0; i < n; i++)
            {
                run = i > 0 && !marks[line * (n - 1) + i - 1] ? run + 1 : 1;
                if (run > longest) (longest, ends[line]) = (run, i);
            }
        return Tensor.Wrap(ends, [ends.Length]);
    }
}
