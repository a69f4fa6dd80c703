namespace Flint.LinearAlgebra;

/// <summary>One matrix in row-major order.</summary>
readonly record struct Dense(double[] Data, int Rows, int Columns)
{
    internal Dense(int rows, int columns) : this(new double[rows * columns], rows, columns) { }

    internal ref double this[int i, int j] => ref Data[i * Columns + j];

    internal Dense Copy() => this with { Data = [.. Data] };
}

/// <summary>Runs a function of single matrices over leading dimensions, in Float64, one after the other: the same bits at any thread count.</summary>
static class Batched
{
    /// <summary>Results of the function for each matrix of x, stacked in x's leading dimensions. Not recorded.</summary>
    /// <param name="x">Float64, [..., m, n].</param>
    /// <param name="y">A second operand with the same leading dimensions, or null.</param>
    /// <param name="results">The trailing sizes of each result.</param>
    /// <param name="body">Gets the matrices and a name for messages, gives the elements of each result.</param>
    internal static Tensor[] Run(Tensor x, Tensor? y, int[][] results, Func<Dense, Dense, string, double[][]> body)
    {
        int[] batch = [.. x.Shape.Span[..^2]];
        var count = batch.Aggregate(1, (n, size) => checked(n * size));
        var (a, b) = (Split(x, count), y is null ? null : Split(y, count));
        int[] sizes = [.. results.Select(r => r.Aggregate(1, (n, size) => n * size))];
        var all = sizes.Select(size => new double[checked(size * count)]).ToArray();
        for (var i = 0; i < count; i++)
        {
            var parts = body(a[i], b is null ? default : b[i], batch.Length == 0 ? "the matrix" : $"matrix [{Position(batch, i)}] of the batch");
            for (var k = 0; k < all.Length; k++) parts[k].CopyTo(all[k], i * sizes[k]);
        }
        return [.. all.Select((data, k) => Tensor.Wrap(data, [.. batch, .. results[k]]))];
    }

    /// <summary>The operation in Float64, its results back in x's dtype.</summary>
    /// <exception cref="DTypeException">x is not floating.</exception>
    /// <exception cref="ShapeException">x has fewer than two dimensions.</exception>
    internal static Tensor[] InDouble(string operation, Tensor x, Func<Tensor, Tensor[]> body, bool square = false)
    {
        if (!x.DType.IsFloating) throw new DTypeException($"{operation} needs a floating tensor, but got {x.DType}: convert with To(DType.Float32) first.");
        if (x.Rank < 2 || (square && x.Size(-1) != x.Size(-2)))
            throw new ShapeException($"{operation} expects {(square ? "square matrices [..., n, n]" : "matrices [..., m, n]")}, but got {x.Shape}.");
        return x.DType == DType.Float64 ? body(x) : [.. body(x.To(DType.Float64)).Select(y => y.DType == DType.Float64 ? y.To(x.DType) : y)];
    }

    static Dense[] Split(Tensor x, int count)
    {
        var (rows, columns, data) = (x.Size(-2), x.Size(-1), x.Detach().ToArray<double>());
        return [.. Enumerable.Range(0, count).Select(i => new Dense(data[(i * rows * columns)..((i + 1) * rows * columns)], rows, columns))];
    }

    static string Position(int[] batch, int i)
    {
        var at = new int[batch.Length];
        for (var d = batch.Length - 1; d >= 0; d--) (i, at[d]) = Math.DivRem(i, batch[d]);
        return string.Join(", ", at);
    }
}
