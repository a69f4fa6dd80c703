using Flint.Kernels;

namespace Flint.Tests.Kernels;

/// <summary>The product against three nested loops in double precision, with the tile of every vector width (wider than the processor's ones are emulated).</summary>
public sealed unsafe class ContractionGemmTests
{
    /// <summary>"Own" is what a user gets: the processor's width, with products of few rows on their own way.</summary>
    public static TheoryData<string> Widths => ["Own", .. Enum.GetNames<KernelWidth>()];

    static readonly (int M, int N, int K)[] Shapes =
    [
        (1, 1, 1), (1, 7, 5), (7, 1, 5), (5, 7, 1), (6, 16, 8), (12, 32, 8), (7, 17, 9), (13, 33, 31), (5, 15, 7), (11, 31, 64), (4, 300, 3),
        (3, 5, 0), (61, 67, 71), (145, 50, 385), (289, 101, 769), (150, 800, 20), (2, 3, 1000), (32, 10, 128), (1, 64, 300), (64, 1, 300), (3, 200, 37), (200, 4, 37), (1, 2500, 19), (2500, 1, 19), (1400, 40, 800), (30, 100, 512), (300, 70, 400), (40, 48, 600),
        (50, 23, 531), (9, 6, 515), (20, 13, 530), (40, 40, 512), (6, 6, 300),
    ];

    [Theory, MemberData(nameof(Widths))]
    public void FloatProductsAreRight(string name)
    {
        KernelWidth? width = name == "Own" ? null : Enum.Parse<KernelWidth>(name);
        foreach (var (m, n, k) in Shapes)
            foreach (var layout in (string[])["nn", "nt", "tn", "tt"])
                Check<float>(m, n, k, layout, width, 2e-6 * Math.Sqrt(k + 1));
    }

    [Theory, MemberData(nameof(Widths))]
    public void DoubleProductsAreRight(string name)
    {
        KernelWidth? width = name == "Own" ? null : Enum.Parse<KernelWidth>(name);
        foreach (var (m, n, k) in Shapes)
            foreach (var layout in (string[])["nn", "nt", "tn", "tt"])
                Check<double>(m, n, k, layout, width, 1e-14 * (k + 1));
    }

    [Theory, MemberData(nameof(Widths))]
    public void StridesBothWaysWork(string name)
    {
        KernelWidth? width = name == "Own" ? null : Enum.Parse<KernelWidth>(name);
        foreach (var (m, n, k) in Shapes) Check<float>(m, n, k, "ss", width, 2e-6 * Math.Sqrt(k + 1));
    }

    [Theory, MemberData(nameof(Widths))]
    public void BiasesAccumulationAndReluApplyOnce(string name)
    {
        KernelWidth? width = name == "Own" ? null : Enum.Parse<KernelWidth>(name);
        foreach (var (m, n, k) in Shapes)
            foreach (var extra in (Extra[])[Extra.RowBias, Extra.ColumnBias, Extra.Accumulate, Extra.RowBias | Extra.Relu, Extra.ColumnBias | Extra.Relu, Extra.Relu, Extra.ColumnBias | Extra.Limits, Extra.Limits])
            {
                Check<float>(m, n, k, "nt", width, 2e-6 * Math.Sqrt(k + 1), extra);
                // Few columns and A transposed: computed as the transpose, with the biases exchanged.
                if (n < m && m * n * k < 100_000) Check<float>(m, n, k, "tn", width, 2e-6 * Math.Sqrt(k + 1), extra);
            }
    }

    [Flags]
    enum Extra
    {
        None = 0,
        RowBias = 1,
        ColumnBias = 2,
        Accumulate = 4,
        Relu = 8,
        Limits = 16,
    }

    static void Check<T>(int m, int n, int k, string layout, KernelWidth? width, double tolerance, Extra extra = Extra.None) where T : unmanaged
    {
        var random = new System.Random(m * 1000 + n * 10 + k);
        var (aRow, aColumn, aCount) = Strides(layout[0], m, k);
        var (bRow, bColumn, bCount) = Strides(layout[1], k, n);
        int row = n + 3, guard = 5;
        T[] a = Values<T>(aCount, random), b = Values<T>(bCount, random), c = Values<T>(m * row + guard, random), bias = Values<T>(m + n, random);
        var before = (T[])c.Clone();
        fixed (T* pa = a, pb = b, pc = c, pBias = bias)
        {
            var target = new Target<T>(pc, row)
            {
                Accumulate = extra.HasFlag(Extra.Accumulate),
                RowBias = extra.HasFlag(Extra.RowBias) ? pBias : null,
                ColumnBias = extra.HasFlag(Extra.ColumnBias) ? pBias : null,
                Clamp = extra.HasFlag(Extra.Relu) ? Clamp.Relu : extra.HasFlag(Extra.Limits) ? new(-0.5, 0.75) : null,
            };
            Gemm.Multiply(m, n, k, new Matrix<T>(pa, aRow, aColumn), new Matrix<T>(pb, bRow, bColumn), target, width);
        }
        double[] da = Numbers(a), db = Numbers(b), dc = Numbers(c), old = Numbers(before), dBias = Numbers(bias);
        for (var i = 0; i < m; i++)
            for (var j = 0; j < row; j++)
            {
                var at = i * row + j;
                var expected = old[at];
                if (j < n)
                {
                    if (extra.HasFlag(Extra.RowBias)) expected = dBias[i];
                    else if (extra.HasFlag(Extra.ColumnBias)) expected = dBias[j];
                    else if (!extra.HasFlag(Extra.Accumulate)) expected = 0;
                    for (var p = 0; p < k; p++) expected += da[i * aRow + p * aColumn] * db[p * bRow + j * bColumn];
                    if (extra.HasFlag(Extra.Relu)) expected = Math.Max(expected, 0);
                    if (extra.HasFlag(Extra.Limits)) expected = Math.Clamp(expected, -0.5, 0.75);
                }
                if (!(Math.Abs(dc[at] - expected) <= (j < n ? tolerance * (1 + Math.Abs(expected)) : 0)))
                    Assert.Fail($"{m} x {n} x {k} {layout} {width} {extra} at [{i}, {j}]: {dc[at]}, expected {expected}");
            }
        c.AsSpan(m * row).SequenceEqual(before.AsSpan(m * row)).ShouldBeTrue("wrote behind the result");
    }

    static (int Row, int Column, int Count) Strides(char kind, int rows, int columns) => kind switch
    {
        'n' => (columns, 1, rows * columns),
        't' => (1, rows, rows * columns),
        _ => (2 * columns * 3 + 1, 3, rows * (2 * columns * 3 + 1)),
    };

    static T[] Values<T>(int count, System.Random random) where T : unmanaged
    {
        var values = new T[count];
        for (var i = 0; i < count; i++) values[i] = (T)Convert.ChangeType(random.NextDouble() * 2 - 1, typeof(T));
        return values;
    }

    static double[] Numbers<T>(T[] values) => Array.ConvertAll(values, value => Convert.ToDouble(value));
}
