namespace Flint;

/// <summary>Different elements.</summary>
public static class UniqueOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// The different elements in order; for each element of x the number of its like (Inverse, Int64), and how many there are of each (Counts,
        /// Int64). With <paramref name="dim"/>, slices are compared instead, element by element.
        /// </summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public (Tensor Values, Tensor Inverse, Tensor Counts) Unique(int? dim = null) => Run(x.Detach(), dim, sorts: true);

        /// <summary>As <c>Unique</c>, of neighbours only: 1, 1, 2, 1 gives 1, 2, 1. In the order of x.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public (Tensor Values, Tensor Inverse, Tensor Counts) UniqueConsecutive(int? dim = null) => Run(x.Detach(), dim, sorts: false);
    }

    static (Tensor, Tensor, Tensor) Run(Tensor x, int? dim, bool sorts)
    {
        var d = dim is { } number ? x.Dim(number) : 0;
        var lines = dim is null ? x.Reshape([-1]) : x.Transpose(0, d);
        var n = lines.Size(0);
        var rows = (n == 0 ? lines.Reshape([0, 1]) : lines.Reshape([n, -1])).Contiguous();
        var order = !sorts ? Tensor.Arange(n) : Order(rows);
        var begins = Begins(rows.IndexSelect(0, order));
        var inverse = new long[n];
        var (firsts, counts) = (new List<long>(), new List<long>());
        var at = order.ToArray<long>();
        for (var i = 0; i < n; i++)
        {
            if (begins[i])
            {
                firsts.Add(at[i]);
                counts.Add(0);
            }
            inverse[at[i]] = counts.Count - 1;
            counts[^1]++;
        }
        var values = lines.IndexSelect(0, Tensor.From<long>([.. firsts])).Transpose(0, d).Contiguous();
        return (values, Tensor.Wrap(inverse, dim is null ? x.Shape : [n]), Tensor.From<long>([.. counts]));
    }

    /// <summary>Rows in order, by stable sorts from the last column to the first.</summary>
    static Tensor Order(Tensor rows)
    {
        var order = Tensor.Arange(rows.Size(0));
        for (var column = rows.Size(1) - 1; column >= 0; column--)
            order = order.IndexSelect(0, rows.Select(1, column).IndexSelect(0, order).Argsort());
        return order;
    }

    /// <summary>Which rows differ from the one before.</summary>
    static bool[] Begins(Tensor rows)
    {
        var n = rows.Size(0);
        if (n == 0) return [];
        var differ = rows.Narrow(0, 1, n - 1).Ne(rows.Narrow(0, 0, n - 1)).Any(1);
        return [true, .. differ.ToArray<bool>()];
    }
}
