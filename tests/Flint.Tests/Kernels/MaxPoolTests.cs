namespace Flint.Tests.Kernels;

/// <summary>Maximum pooling over windows of any kind against the definition: the first of equals wins, and the last NaN.</summary>
public class MaxPoolTests
{
    public static TheoryData<int, int, int, int, int, bool> Windows => new()
    {
        { 3, 2, 1, 1, 40, false }, { 3, 1, 1, 1, 17, false }, { 2, 3, 0, 1, 35, true }, { 3, 2, 0, 2, 33, false }, { 5, 1, 2, 3, 50, false }, { 1, 2, 0, 1, 9, false },
        { 4, 4, 2, 1, 21, true }, { 3, 2, 1, 1, 3, true },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public void Values_and_places_are_those_of_the_definition(int kernel, int stride, int padding, int dilation, int width, bool ceilMode)
    {
        const int planes = 3, height = 19;
        var random = new System.Random(kernel * 100 + width);
        // Few different numbers: many windows have equal maxima, some only infinities.
        var values = new float[planes * height * width];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.Next(12) switch { 0 => float.NaN, 1 => -0f, 2 => 0f, < 6 => float.NegativeInfinity, var n => n };
        var (y, at) = Tensor.From(values).Reshape(1, planes, height, width).MaxPool2dWithIndices(kernel, stride, padding, dilation, ceilMode);

        var (found, places) = (y.ToArray<float>(), at.ToArray<long>());
        var o = 0;
        for (var plane = 0; plane < planes; plane++)
            for (var i = 0; i < y.Size(2); i++)
                for (var j = 0; j < y.Size(3); j++, o++)
                {
                    var (best, place) = (float.NegativeInfinity, -1);
                    for (var r = 0; r < kernel; r++)
                        for (var c = 0; c < kernel; c++)
                        {
                            var (row, column) = (i * stride + r * dilation - padding, j * stride + c * dilation - padding);
                            if (row < 0 || row >= height || column < 0 || column >= width) continue;
                            var value = values[(plane * height + row) * width + column];
                            if (place < 0 || value > best || float.IsNaN(value)) (best, place) = (value, row * width + column);
                        }
                    found[o].ShouldBe(best);
                    places[o].ShouldBe(place);
                }
    }

    [Fact]
    public void Adaptive_windows_of_different_lengths()
    {
        Random.Seed(1);
        var x = Tensor.RandN([2, 3, 11, 37]);
        var y = x.AdaptiveMaxPool2d((4, 10));
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 10; j++)
                y[.., .., i, j].ToArray<float>().ShouldBe(
                    x[.., .., (i * 11 / 4)..(((i + 1) * 11 + 3) / 4), (j * 37 / 10)..(((j + 1) * 37 + 9) / 10)].AMax([2, 3]).ToArray<float>());
    }

    [Fact]
    public void The_same_with_and_without_recording()
    {
        Random.Seed(2);
        var x = Tensor.RandN([2, 3, 15, 31]);
        var plain = x.MaxPool2d(3, stride: 2, padding: 1).ToArray<float>();
        x.RequiresGrad = true;
        x.MaxPool2d(3, stride: 2, padding: 1).ToArray<float>().ShouldBe(plain);
    }
}
