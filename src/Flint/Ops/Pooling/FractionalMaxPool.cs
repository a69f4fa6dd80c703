namespace Flint;

/// <summary>
/// Maximum pooling to a fraction of the size, with windows whose places are drawn at random (Graham 2014, "Fractional max-pooling", the
/// pseudo-random overlapping kind): a regularisation that shrinks a plane by less than half a step.
/// </summary>
public static class FractionalMaxPoolOps
{
    extension(Tensor x)
    {
        /// <summary>The largest value of each window of [N, C, H, W] or [C, H, W]; each plane has windows of its own.</summary>
        /// <param name="kernel">Height and width of a window.</param>
        /// <param name="outputSize">Height and width of the result; give this or a ratio.</param>
        /// <param name="outputRatio">The result's sizes as a share of the input's, between 0 and 1.</param>
        /// <param name="randomSamples">[N, C, 2] from [0, 1): where the windows start, for the columns and for the rows; drawn where not given.</param>
        /// <param name="generator">What draws them; the thread's ambient generator where null.</param>
        /// <exception cref="ShapeException">The input is not of that rank, the windows do not fit, or the samples have another shape.</exception>
        /// <exception cref="ArgumentException">Neither or both of outputSize and outputRatio are given, or the ratio is not between 0 and 1.</exception>
        /// <exception cref="DTypeException">The input is not floating.</exception>
        public Tensor FractionalMaxPool2d(Pair kernel, Pair? outputSize = null, double? outputRatio = null, Tensor? randomSamples = null, Generator? generator = null) =>
            Pool("FractionalMaxPool2d", x, kernel.ToArray(), outputSize?.ToArray(), outputRatio, randomSamples, generator).Output;

        /// <summary>As <see cref="FractionalMaxPool2d"/>, with the place of each maximum in its plane: row · W + column, Int64.</summary>
        /// <inheritdoc cref="FractionalMaxPool2d"/>
        public (Tensor Output, Tensor Indices) FractionalMaxPool2dWithIndices(
            Pair kernel, Pair? outputSize = null, double? outputRatio = null, Tensor? randomSamples = null, Generator? generator = null) =>
            Pool("FractionalMaxPool2dWithIndices", x, kernel.ToArray(), outputSize?.ToArray(), outputRatio, randomSamples, generator);

        /// <summary>As <see cref="FractionalMaxPool2d"/>, of [N, C, D, H, W] or [C, D, H, W]; samples are [N, C, 3]: planes, rows, columns.</summary>
        /// <inheritdoc cref="FractionalMaxPool2d"/>
        public Tensor FractionalMaxPool3d(Triple kernel, Triple? outputSize = null, double? outputRatio = null, Tensor? randomSamples = null, Generator? generator = null) =>
            Pool("FractionalMaxPool3d", x, kernel.ToArray(), outputSize?.ToArray(), outputRatio, randomSamples, generator).Output;

        /// <summary>As <see cref="FractionalMaxPool3d"/>, with the place of each maximum: (plane · H + row) · W + column, Int64.</summary>
        /// <inheritdoc cref="FractionalMaxPool2d"/>
        public (Tensor Output, Tensor Indices) FractionalMaxPool3dWithIndices(
            Triple kernel, Triple? outputSize = null, double? outputRatio = null, Tensor? randomSamples = null, Generator? generator = null) =>
            Pool("FractionalMaxPool3dWithIndices", x, kernel.ToArray(), outputSize?.ToArray(), outputRatio, randomSamples, generator);
    }

    static (Tensor Output, Tensor Indices) Pool(string name, Tensor x, int[] kernel, int[]? outputSize, double? ratio, Tensor? samples, Generator? generator)
    {
        var dims = kernel.Length;
        PoolChecks.Input(name, x, dims);
        if (outputSize is null == ratio is null) throw new ArgumentException($"{name} takes either outputSize or outputRatio.");
        if (ratio is { } share && !(share is > 0 and < 1)) throw new ArgumentException($"{name} takes an outputRatio between 0 and 1, but got {share}.");
        var input = PoolChecks.Sizes(x, dims);
        var output = outputSize ?? [.. input.Select(n => (int)(n * ratio!.Value))];
        if (kernel.Min() < 1 || output.Min() < 1 || Enumerable.Range(0, dims).Any(d => output[d] + kernel[d] - 1 > input[d]))
            throw new ShapeException($"{name} of [{string.Join(", ", input)}] to [{string.Join(", ", output)}] with a kernel of [{string.Join(", ", kernel)}] needs outputSize + kernel - 1 " +
                "of at most the input's size, and 1 or more of each.");
        var lead = x.Shape.ToArray()[..^dims];
        Shape expected = [dims + 2 == x.Rank ? x.Size(0) : 1, lead[^1], dims];
        if (samples is not null && samples.Shape != expected) throw new ShapeException($"{name} on {x.Shape} expects randomSamples {expected}, but got {samples.Shape}.");
        var draws = (samples ?? Tensor.Rand(expected, DType.Float64, generator)).Detach().To(DType.Float64).ToArray<double>();
        var planes = draws.Length / dims;
        var (cells, window) = (output.Aggregate(1, (a, b) => a * b), kernel.Aggregate(1, (a, b) => a * b));
        var places = new long[checked(planes * cells * window)];
        for (int plane = 0, at = 0; plane < planes; plane++)
        {
            // PyTorch reads the samples of a plane in the order columns, rows, those of a volume in the order of its dimensions.
            var starts = Enumerable.Range(0, dims).Select(d => Starts(draws[plane * dims + (dims == 2 ? 1 - d : d)], input[d], output[d], kernel[d])).ToArray();
            for (var cell = 0; cell < cells; cell++)
                for (var tap = 0; tap < window; tap++) places[at++] = Place(starts, cell, tap, input, output, kernel);
        }
        var ids = Tensor.Wrap(places, [planes, cells * window]);
        var (largest, which) = x.Reshape(planes, input.Aggregate(1, (a, b) => a * b)).Gather(1, ids).Reshape(planes, cells, window).Max(2);
        var indices = ids.Reshape(planes, cells, window).Gather(2, which.Unsqueeze(2));
        int[] shape = [.. lead, .. output];
        return (largest.Reshape(shape), indices.Reshape(shape));
    }

    /// <summary>First positions of the windows along a dimension: steps of (input - kernel) / (output - 1), rounded from a random offset.</summary>
    static int[] Starts(double sample, int input, int output, int kernel)
    {
        var step = (double)(input - kernel) / Math.Max(1, output - 1);
        return [.. Enumerable.Range(0, output - 1).Select(i => (int)((i + sample) * step) - (int)(sample * step)), input - kernel];
    }

    static long Place(int[][] starts, int cell, int tap, int[] input, int[] output, int[] kernel)
    {
        long place = 0, step = 1;
        for (var d = input.Length - 1; d >= 0; d--)
        {
            (cell, var i) = Math.DivRem(cell, output[d]);
            (tap, var k) = Math.DivRem(tap, kernel[d]);
            place += (starts[d][i] + k) * step;
            step *= input[d];
        }
        return place;
    }
}
