namespace Flint.Testing;

/// <summary>One tensor that an operation takes: its shape and where its values come from.</summary>
public sealed record Input(int[] Shape, double Low, double High)
{
    /// <summary>The dtype where it does not follow the one under test: Int64 for indices, Bool for masks.</summary>
    public DType? DType { get; init; }

    /// <summary>Values are kept at least 0.05 from these points, where the derivative jumps.</summary>
    public double[] Kinks { get; init; } = [];

    /// <summary>No two values are closer than the range over the count: for maxima, sorting, pooling.</summary>
    public bool Distinct { get; init; }

    /// <summary>Given values instead of random ones.</summary>
    public double[]? Fixed { get; init; }

    /// <summary>A real input without gradient: running statistics, class weights.</summary>
    public bool Constant { get; init; }

    public bool IsReal => DType is null && !Constant;

    /// <summary>Values as the dtype holds them; the same seed gives the same ones.</summary>
    public NDArray Sample(DType dtype, int seed)
    {
        var actual = DType ?? dtype;
        var random = new System.Random(seed);
        var count = Shape.Aggregate(1, (n, size) => n * size);
        if (Fixed is not null) return new NDArray(Shape, Fixed).Map(x => Raw.Round(x, actual));
        double[] values = Distinct ? Spread(count, random) : [.. Enumerable.Range(0, count).Select(_ => Draw(random, actual))];
        return new(Shape, Array.ConvertAll(values, x => Raw.Round(actual.IsFloating ? x : Math.Floor(x), actual)));
    }

    double[] Spread(int count, System.Random random)
    {
        var values = Enumerable.Range(0, count).Select(i => Low + (i + 0.5) * (High - Low) / count).ToArray();
        random.Shuffle(values);
        return values;
    }

    double Draw(System.Random random, DType dtype)
    {
        var low = dtype is Flint.DType.UInt8 or Flint.DType.Bool ? Math.Max(Low, 0) : Low;
        double x;
        do x = low + random.NextDouble() * (High - low);
        while (dtype.IsFloating && Kinks.Any(kink => Math.Abs(x - kink) < 0.05));
        return x;
    }
}

/// <summary>Short names for the inputs of rows: <c>using static Flint.Testing.Inputs</c>.</summary>
public static class Inputs
{
    /// <summary>Uniform in [-2, 2), of the dtype under test.</summary>
    public static Input Real(params int[] shape) => new(shape, -2, 2);

    /// <summary>Uniform in [low, high), of the dtype under test.</summary>
    public static Input Between(double low, double high, params int[] shape) => new(shape, low, high);

    /// <summary>All different.</summary>
    public static Input Distinct(params int[] shape) => new(shape, -2, 2) { Distinct = true };

    /// <summary>Int64 in [0, below).</summary>
    public static Input Indices(int below, params int[] shape) => new(shape, 0, below) { DType = DType.Int64 };

    /// <summary>Bool, about half of them true.</summary>
    public static Input Mask(params int[] shape) => new(shape, 0, 2) { DType = DType.Bool };

    /// <summary>These values of the dtype under test.</summary>
    public static Input Values(int[] shape, params double[] values) => new(shape, 0, 0) { Fixed = values };
}
