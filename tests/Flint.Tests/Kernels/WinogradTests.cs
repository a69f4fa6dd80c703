using Flint.Kernels;

namespace Flint.Tests.Kernels;

/// <summary>Winograd's algorithm against the direct convolution in double precision, with the tile and lanes of every vector width.</summary>
public sealed unsafe class WinogradTests(ITestOutputHelper log)
{
    public static TheoryData<string> Widths => [.. Enum.GetNames<KernelWidth>()];

    // Images, channels, height, width, outputs, padding: tiles, groups of channels, panels and blocks end everywhere; k in two ranges; no padding, much padding.
    static readonly (int, int, int, int, int, int, int)[] Shapes =
    [
        (1, 1, 1, 1, 1, 1, 1), (2, 5, 6, 9, 7, 0, 0), (3, 17, 7, 5, 33, 1, 1), (1, 40, 13, 30, 20, 2, 0), (9, 3, 4, 4, 66, 1, 1), (2, 460, 5, 4, 3, 1, 2),
        (70, 2, 9, 3, 2, 0, 3),
    ];

    [Theory, MemberData(nameof(Widths))]
    public void EveryShapeIsRight(string width)
    {
        foreach (var (images, channels, height, side, outputs, top, left) in Shapes)
        {
            var s = Shape(images, channels, height, side, outputs, top, left);
            foreach (var channelsLast in (bool[])[false, true])
            {
                var (actual, exact) = Both(s, channelsLast, biased: true, Enum.Parse<KernelWidth>(width));
                Error(actual, exact).ShouldBeLessThan(2e-5, $"{s} with {width}");
                Both(s, channelsLast, biased: true, Enum.Parse<KernelWidth>(width), new(-0.5, 0.75)).Actual.ShouldBe(actual.Select(value => Math.Clamp(value, -0.5f, 0.75f)));
            }
        }
    }

    // Enough channels and pixels that the fast way is taken; an output larger than the input, and smaller.
    [Theory, MemberData(nameof(Widths))]
    public void GradientsOfTheInputAreRight(string width)
    {
        foreach (var s in (ConvolutionShape[])[Shape(3, 26, 33, 18, 41, 1, 1), Shape(5, 40, 20, 21, 30, 0, 2), Shape(30, 30, 9, 8, 26, 2, 0)])
        {
            var random = new System.Random(1);
            float[] dy = Normal(random, s.Images * s.OutChannels * s.Output.Height * s.Output.Width), w = Normal(random, s.OutChannels * s.Channels * 9);
            var actual = new float[s.Images * s.Channels * s.Source.Height * s.Source.Width];
            var exact = new double[actual.Length];
            Array.Fill(actual, float.NaN);
            double[] wideDy = [.. dy], wideW = [.. w];
            fixed (double* pdy = wideDy, pw = wideW, px = exact) Convolution.InputGradient(s, pdy, pw, px);
            fixed (float* pdy = dy, pw = w, px = actual)
                Winograd.TryInputGradient(s, pdy, pw, px, Enum.Parse<KernelWidth>(width)).ShouldBeTrue($"{s}");
            Error(actual, exact).ShouldBeLessThan(2e-5, $"{s} with {width}");
        }
    }

    // Sums of 9 times as many products as there are channels; errors in units of the outputs' spread.
    [Theory, InlineData(64, 64, 28), InlineData(256, 256, 14), InlineData(512, 512, 7)]
    public void ErrorsStaySmall(int channels, int outputs, int side)
    {
        var (actual, exact) = Both(Shape(1, channels, side, side, outputs, 1, 1), channelsLast: false, biased: false, width: null);
        var (worst, typical) = (Error(actual, exact), Spread([.. actual.Zip(exact, (a, e) => a - e)]) / Spread(exact));
        log.WriteLine($"{channels} channels: worst {worst:e2}, typical {typical:e2}");
        worst.ShouldBeLessThan(3e-5);
        typical.ShouldBeLessThan(2e-6);
    }

    static (float[] Actual, double[] Exact) Both(ConvolutionShape s, bool channelsLast, bool biased, KernelWidth? width, Clamp? clamp = null)
    {
        var random = new System.Random(s.GetHashCode());
        nint pixels = s.Source.Height * s.Source.Width, image = s.Channels * pixels;
        float[] x = Normal(random, s.Images * (int)image), w = Normal(random, s.OutChannels * s.Channels * 9), b = Normal(random, s.OutChannels);
        var actual = new float[s.Images * s.OutChannels * s.Output.Height * s.Output.Width];
        var exact = new double[actual.Length];
        Array.Fill(actual, float.NaN);
        double[] dx = [.. x], dw = [.. w], db = [.. b];
        var (channel, pixel) = channelsLast ? ((nint)1, (nint)s.Channels) : (pixels, 1);
        fixed (double* px = dx, pw = dw, pb = db, py = exact)
            Convolution.Forward(s, new Image<double>(px, channel, pixel * s.Source.Width, pixel), image, pw, biased ? pb : null, py);
        fixed (float* px = x, pw = w, pb = b, py = actual)
            Winograd.Forward(s, new Image<float>(px, channel, pixel * s.Source.Width, pixel), image, pw, biased ? pb : null, py, width, clamp: clamp);
        return (actual, exact);
    }

    static float[] Normal(System.Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];

    internal static double Error(float[] actual, double[] exact)
    {
        actual.ShouldAllBe(v => float.IsFinite(v));
        return actual.Zip(exact, (a, e) => Math.Abs(a - e)).Max() / Spread(exact);
    }

    static double Spread(double[] values) => Math.Sqrt(values.Average(v => v * v));

    static ConvolutionShape Shape(int images, int channels, int height, int width, int outputs, int top, int left) =>
        new(images, channels, new(height, width), outputs, new(height + 2 * top - 2, width + 2 * left - 2), new(3, 3), 1, new(top, left), 1, 1);
}
