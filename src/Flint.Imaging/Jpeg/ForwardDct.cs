namespace Flint.Imaging;

/// <summary>From 8 x 8 samples to coefficients: S(v, u) = 1/4 C(u) C(v) sum s(y, x) cos((2x + 1) u pi / 16) cos((2y + 1) v pi / 16).</summary>
static class ForwardDct
{
    // [frequency, place]: half of the basis functions, C(0) = sqrt(1/2).
    static readonly float[] Basis = MakeBasis();

    /// <summary>Transforms and quantizes a block.</summary>
    /// <param name="samples">The block's first sample and what follows it.</param>
    /// <param name="stride">Bytes from row to row.</param>
    /// <param name="quantization">64 steps, row-major.</param>
    /// <param name="block">64 coefficients, row-major: the nearest multiples of the steps.</param>
    internal static void Transform(ReadOnlySpan<byte> samples, int stride, ReadOnlySpan<byte> quantization, Span<int> block)
    {
        Span<float> rows = stackalloc float[64];
        for (var y = 0; y < 8; y++)
        {
            var row = samples.Slice(y * stride, 8);
            for (var u = 0; u < 8; u++)
            {
                var sum = 0f;
                for (var x = 0; x < 8; x++) sum += Basis[u * 8 + x] * (row[x] - 128);
                rows[y * 8 + u] = sum;
            }
        }
        for (var v = 0; v < 8; v++)
        {
            for (var u = 0; u < 8; u++)
            {
                var sum = 0f;
                for (var y = 0; y < 8; y++) sum += Basis[v * 8 + y] * rows[y * 8 + u];
                block[v * 8 + u] = (int)MathF.Round(sum / quantization[v * 8 + u], MidpointRounding.AwayFromZero);
            }
        }
    }

    static float[] MakeBasis()
    {
        var basis = new float[64];
        for (var u = 0; u < 8; u++)
            for (var x = 0; x < 8; x++) basis[u * 8 + x] = (float)(0.5 * (u == 0 ? Math.Sqrt(0.5) : 1) * Math.Cos((2 * x + 1) * u * Math.PI / 16));
        return basis;
    }
}
