using Flint.Kernels;

namespace Flint.Tests.Kernels.Elements;

/// <summary>Outputs that are large enough to be written past the caches hold what small ones do, wherever they begin.</summary>
public sealed class StreamingTests
{
    // Beyond the threshold, and no multiple of a lane, a block or a piece.
    const int Large = (int)(Tuning.StreamedBytes / sizeof(float)) + 12_345;

    [Fact]
    public void ElementwiseEqualsTheSameInParts()
    {
        var (a, b) = (Ramp(Large), Ramp(Large) * 3f);
        Check(a.Abs(), part => Slice(a, part).Abs());
        Check(a * b, part => Slice(a, part) * Slice(b, part));
    }

    [Fact]
    public void RowsThatBeginAnywhere()
    {
        const int rows = Large / 1003 + 1, width = 1003;
        var (x, bias) = (Ramp(rows * width).Reshape(rows, width), Ramp(width));
        var y = x + bias;
        foreach (var row in (ReadOnlySpan<int>)[0, 1, 2, 16, rows / 2, rows - 1])
            (y[row] - (x[row].Clone() + bias)).Abs().Max().Item().ShouldBe(0, $"row {row}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    public void InPlaceOnAViewThatBeginsAnywhere(int offset)
    {
        var memory = Ramp(Large + offset);
        var view = memory.Narrow(0, offset, Large);
        var before = view.Clone();
        view += before;
        Check(view, part => Slice(before, part) * 2f);
    }

    [Theory]
    [InlineData(2048, 1600, 0)]
    [InlineData(2050, 1600, 0)]
    [InlineData(1600, 2050, 0)]
    [InlineData(2048, 1600, 3)]
    public void TransposedCopies(int rows, int columns, int skipped)
    {
        var x = Ramp(rows * columns).Reshape(rows, columns);
        var memory = Tensor.Zeros([columns, rows + skipped]);
        var y = memory.Narrow(1, skipped, rows);
        y.CopyFrom(x.Transpose(0, 1));
        foreach (var (i, j) in (ReadOnlySpan<(int, int)>)[(0, 0), (1, 0), (0, 1), (255, 17), (256, 15), (columns - 1, rows - 1), (columns - 1, 0), (columns - 3, rows - 5)])
            y[i, j].Item().ShouldBe(x[j, i].Item(), $"{i}, {j}");
        (y - x.Transpose(0, 1)).Abs().Max().Item().ShouldBe(0);
    }

    /// <summary>Small ones, through the caches: whole squares, rests of rows and columns, more rows than a tile.</summary>
    [Theory]
    [InlineData(16, 16)]
    [InlineData(37, 53)]
    [InlineData(300, 19)]
    [InlineData(19, 300)]
    public void TransposedCopiesThroughTheCaches(int rows, int columns)
    {
        var y = Tensor.Arange(rows * columns).To(DType.Float32).Reshape(rows, columns).Transpose(0, 1).Clone();
        var found = y.Reshape(-1).ToArray<float>();
        for (var i = 0; i < found.Length; i++) found[i].ShouldBe(i % rows * columns + i / rows, $"element {i}");
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(1030)]
    public void Rows(int width)
    {
        var rows = Large / width + 3;
        var x = Ramp(rows * width).Reshape(rows, width);
        var ids = Tensor.RandInt(0, rows, [rows]);
        var chosen = x.Embedding(ids);
        var normal = x.LayerNorm([width]);
        foreach (var row in (ReadOnlySpan<int>)[0, 1, 31, 32, rows / 2, rows - 1])
        {
            (chosen[row] - x[(int)ids[row].Item()]).Abs().Max().Item().ShouldBe(0, $"row {row}");
            (normal[row] - x[row].LayerNorm([width])).Abs().Max().Item().ShouldBe(0, $"row {row}");
        }
    }

    /// <summary>Exponentials of softmax leave out what would be subnormal, and nothing else.</summary>
    [Fact]
    public void SoftmaxFarBelowTheMaximum()
    {
        float[] x = [0, -1, -80, -87.2f, -87.4f, -1000, float.NegativeInfinity];
        var y = Tensor.From(x).Softmax(-1);
        var sum = x.Sum(v => Math.Exp(v));
        for (var i = 0; i < x.Length; i++)
        {
            var expected = x[i] < -87.3f ? 0 : Math.Exp(x[i]) / sum;
            ((double)y[i].Item()).ShouldBe(expected, expected * 1e-6 + 1e-45, $"{x[i]}");
        }
        double.IsNaN(Tensor.From([0f, float.NaN]).Softmax(-1)[0].Item()).ShouldBeTrue();
    }

    static Tensor Ramp(int count) => (Tensor.Arange(count).To(DType.Float32) * 0.7548777f).Sin();

    static Tensor Slice(Tensor x, (int Start, int Length) part) => x.Narrow(0, part.Start, part.Length).Clone();

    static void Check(Tensor whole, Func<(int, int), Tensor> of)
    {
        const int part = 100_003;
        for (var start = 0; start < Large; start += part)
        {
            var length = Math.Min(part, Large - start);
            (whole.Narrow(0, start, length) - of((start, length))).Abs().Max().Item().ShouldBe(0, $"from {start}");
        }
    }
}
