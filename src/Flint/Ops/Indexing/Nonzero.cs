namespace Flint;

/// <summary>Where elements differ from zero.</summary>
public static class NonzeroOps
{
    extension(Tensor x)
    {
        /// <summary>The indices of the nonzero elements in row-major order, Int64 [count, rank]. NaN is not zero.</summary>
        public Tensor Nonzero()
        {
            var positions = Positions(x);
            var (ids, rank) = (Tensor.Empty([(int)positions.Count, x.Rank], DType.Int64), x.Rank);
            var flat = positions.RawSpan<long>();
            var target = ids.RawSpan<long>();
            for (var i = 0; i < flat.Length; i++)
            {
                var rest = flat[i];
                for (var d = rank - 1; d >= 0; d--) (rest, target[i * rank + d]) = Math.DivRem(rest, x.Layout.Sizes[d]);
            }
            GC.KeepAlive(positions);
            GC.KeepAlive(ids);
            return ids;
        }

        /// <summary>PyTorch's other name of <see cref="Nonzero"/>.</summary>
        public Tensor Argwhere() => x.Nonzero();

        /// <summary>The indices of the true (nonzero) elements, one 1-D Int64 tensor per dimension: <c>x[Tensor.Where(c)]</c> are x's elements there.</summary>
        public static Tensor[] Where(Tensor condition)
        {
            if (condition.Rank == 0) condition = condition.Reshape(1);
            var ids = condition.Nonzero();
            return [.. Enumerable.Range(0, condition.Rank).Select(d => ids.Select(1, d).Contiguous())];
        }
    }

    /// <summary>Row-major positions of the nonzero elements, 1-D Int64.</summary>
    internal static Tensor Positions(Tensor x)
    {
        var test = x.Detach().To(DType.Bool).Contiguous();
        var values = test.RawSpan<bool>();
        var count = values.Count(true);
        var positions = Tensor.Empty([count], DType.Int64);
        var target = positions.RawSpan<long>();
        for (int i = 0, k = 0; k < count; i++)
            if (values[i]) target[k++] = i;
        GC.KeepAlive(test);
        GC.KeepAlive(positions);
        return positions;
    }
}
