namespace Flint.Vision.Transforms;

/// <summary>Scales planes of floats, along rows and then along columns, without rounding in between: torch's interpolate.</summary>
static class PlaneResampler
{
    /// <summary>[planes, height, width] to [planes, rows, columns].</summary>
    internal static float[] Resize(ReadOnlySpan<float> source, int height, int width, ResampleWeights rows, ResampleWeights columns)
    {
        var (newHeight, newWidth) = (rows.First.Length, columns.First.Length);
        var planes = source.Length / (height * width);
        var between = new float[newWidth * height * planes];
        for (var y = 0; y < height * planes; y++)
            for (var x = 0; x < newWidth; x++)
                between[y * newWidth + x] = Sum(source[(y * width + columns.First[x])..], 1, columns.Of(x));
        var result = new float[newWidth * newHeight * planes];
        for (var p = 0; p < planes; p++)
            for (var y = 0; y < newHeight; y++)
                for (var x = 0; x < newWidth; x++)
                    result[(p * newHeight + y) * newWidth + x] =
                        Sum(between.AsSpan((p * height + rows.First[y]) * newWidth + x), newWidth, rows.Of(y));
        return result;
    }

    static float Sum(ReadOnlySpan<float> source, int step, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var k = 0; k < weights.Length; k++) sum += weights[k] * source[k * step];
        return (float)sum;
    }
}
