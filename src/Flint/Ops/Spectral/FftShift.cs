namespace Flint;

/// <summary>Order of the frequencies of a transform.</summary>
public static class FftShiftOps
{
    extension(Tensor x)
    {
        /// <summary>Moves frequency 0 from the front to the middle of each dimension, or of <paramref name="dims"/>: pairs are a dimension, leave theirs out.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor FftShift(params ReadOnlySpan<int> dims) => Rolled(x, dims, size => (size + 1) / 2);

        /// <summary>Undoes <see cref="FftShift"/>.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor IfftShift(params ReadOnlySpan<int> dims) => Rolled(x, dims, size => size / 2);
    }

    /// <summary>Each dimension from the given position on, then what was before it.</summary>
    static Tensor Rolled(Tensor x, ReadOnlySpan<int> dims, Func<int, int> first)
    {
        foreach (var dim in dims.IsEmpty ? [.. Enumerable.Range(0, x.Rank)] : dims.ToArray())
        {
            var (size, from) = (x.Size(dim), first(x.Size(dim)));
            if (size > 1) x = Tensor.Concat([x.Narrow(dim, from, size - from), x.Narrow(dim, 0, from)], dim);
        }
        return x;
    }
}
