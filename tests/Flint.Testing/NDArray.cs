namespace Flint.Testing;

/// <summary>A plain row-major array of doubles: what references compute on. Slow on purpose, so that there is nothing to get wrong.</summary>
public sealed class NDArray(int[] shape, double[] data)
{
    public int[] Shape { get; } = shape;
    public double[] Data { get; } = data;
    public int Rank => Shape.Length;
    public int Count => Data.Length;

    public double this[params int[] index] => Data[Position(Shape, index)];

    /// <summary>Calls <paramref name="value"/> with every index, in row-major order.</summary>
    public static NDArray Build(int[] shape, Func<int[], double> value)
    {
        var data = new double[shape.Aggregate(1, (n, size) => n * size)];
        var index = new int[shape.Length];
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = value(index);
            Advance(index, shape);
        }
        return new(shape, data);
    }

    public static NDArray Scalar(double value) => new([], [value]);

    public NDArray Map(Func<double, double> f) => new(Shape, Array.ConvertAll(Data, x => f(x)));

    /// <summary>Element-wise with NumPy's broadcasting.</summary>
    public NDArray Zip(NDArray other, Func<double, double, double> f)
    {
        var shape = Broadcast(Shape, other.Shape);
        NDArray a = To(shape), b = other.To(shape);
        return new(shape, [.. a.Data.Zip(b.Data, f)]);
    }

    /// <summary>This array repeated along dimensions of size 1 and new leading ones.</summary>
    public NDArray To(params int[] shape) =>
        Build(shape, i => this[[.. Shape.Select((size, d) => size == 1 ? 0 : i[d + shape.Length - Rank])]]);

    /// <summary>Applies <paramref name="f"/> to the values along <paramref name="dims"/> (all where empty), in row-major order.</summary>
    public NDArray Reduce(int[] dims, bool keepDim, Func<double[], double> f)
    {
        var gone = (dims.Length == 0 ? [.. Enumerable.Range(0, Rank)] : dims).Select(d => d < 0 ? d + Rank : d).Order().ToArray();
        var inner = gone.Select(d => Shape[d]).ToArray();
        var kept = Build([.. Shape.Select((size, d) => gone.Contains(d) ? 1 : size)], outer =>
        {
            var at = (int[])outer.Clone();
            return f(Build(inner, i =>
            {
                for (var k = 0; k < gone.Length; k++) at[gone[k]] = i[k];
                return this[at];
            }).Data);
        });
        return keepDim ? kept : kept.Reshape([.. Shape.Where((_, d) => !gone.Contains(d))]);
    }

    /// <summary>Replaces each run of values along <paramref name="dim"/> by <paramref name="f"/> of it, of the same or another length.</summary>
    public NDArray Along(int dim, Func<double[], double[]> f)
    {
        if (dim < 0) dim += Rank;
        var order = Enumerable.Range(0, Rank).Where(d => d != dim).Append(dim).ToArray();
        var last = Permute(order);
        var runs = last.Data.Length == 0 ? [] : last.Data.Chunk(Shape[dim]).Select(f).ToArray();
        var length = runs.Length == 0 ? Shape[dim] : runs[0].Length;
        var back = Enumerable.Range(0, Rank).Select(d => Array.IndexOf(order, d)).ToArray();
        return new NDArray([.. last.Shape[..^1], length], [.. runs.SelectMany(run => run)]).Permute(back);
    }

    public NDArray Reshape(params int[] shape) => new(shape, Data);

    public NDArray Permute(params int[] dims) => Build([.. dims.Select(d => Shape[d])], i =>
    {
        var at = new int[Rank];
        for (var k = 0; k < Rank; k++) at[dims[k]] = i[k];
        return this[at];
    });

    public static int[] Broadcast(int[] a, int[] b)
    {
        var shape = new int[Math.Max(a.Length, b.Length)];
        for (var d = 1; d <= shape.Length; d++)
        {
            int x = d <= a.Length ? a[^d] : 1, y = d <= b.Length ? b[^d] : 1;
            shape[^d] = x == 1 ? y : x;
        }
        return shape;
    }

    static int Position(int[] shape, int[] index)
    {
        var position = 0;
        for (var d = 0; d < shape.Length; d++) position = position * shape[d] + index[d];
        return position;
    }

    static void Advance(int[] index, int[] shape)
    {
        for (var d = shape.Length - 1; d >= 0 && ++index[d] == shape[d]; d--) index[d] = 0;
    }
}
