using Flint.Kernels;

namespace Flint.Tests.Kernels;

/// <summary>
/// A convolution and its gradients against the definition in double precision, with the tile of every vector width, on shapes
/// whose blocks, runs and tiles end everywhere.
/// </summary>
public sealed unsafe class ContractionConvolutionTests
{
    public static TheoryData<string> Widths => [.. Enum.GetNames<KernelWidth>()];

    static readonly ConvolutionShape[] Shapes =
    [
        Shape(1, 1, 1, 1, 1, 1, 1), Shape(2, 1, 7, 9, 5, 3, 3, padding: 1), Shape(3, 3, 13, 11, 6, 5, 5), Shape(2, 5, 6, 33, 7, 3, 2, padding: 1),
        Shape(1, 17, 40, 40, 13, 3, 3, padding: 1), Shape(2, 64, 5, 5, 20, 3, 3, padding: 1), Shape(1, 3, 31, 30, 9, 7, 7, stride: 2, padding: 3),
        Shape(2, 4, 9, 10, 6, 3, 3, stride: 3, padding: 2, dilation: 2, groups: 2), Shape(1, 6, 11, 70, 6, 3, 3, padding: 1, groups: 6),
        Shape(2, 6, 9, 8, 12, 3, 3, stride: 2, padding: 1, groups: 6), Shape(1, 2, 4, 1, 3, 2, 1, padding: 3), Shape(2, 8, 6, 6, 30, 1, 1),
        Shape(1, 8, 7, 7, 10, 1, 1, stride: 2), Shape(1, 2, 3, 90, 14, 3, 40), Shape(2, 5, 20, 32, 6, 1, 1), Shape(70, 3, 3, 3, 150, 1, 1),
        Shape(3, 460, 3, 3, 70, 1, 1), Shape(3, 5, 1, 1, 9, 1, 1),
        // Images interleaved, blocks of unequal numbers of them; weights cut by rows; stride; a group with one channel.
        Shape(17, 20, 2, 2, 40, 3, 3, padding: 1), Shape(19, 3, 4, 6, 9, 2, 3, stride: 2, padding: 1), Shape(7, 30, 3, 5, 400, 3, 3, padding: 1),
        Shape(5, 400, 4, 3, 20, 3, 3, stride: 2, padding: 1), Shape(21, 6, 5, 5, 6, 3, 3, padding: 1, groups: 6), Shape(11, 9, 8, 7, 60, 3, 3, padding: 1, dilation: 2),
    ];

    // A kernel for each channel: rows of one vector and less, of several that overlap, and odd ends; paddings on either side of the usual; planes with a single row.
    static readonly ConvolutionShape[] Depthwise =
    [
        .. from kernel in (int[])[3, 5] from stride in (int[])[1, 2] from padding in (int[])[0, kernel / 2, kernel - 1]
           from size in (Plane[])[new(7, 7), new(5, 14), new(6, 35)] select Shape(2, 3, size.Height, size.Width, 3, kernel, kernel, stride, padding, groups: 3),
        Shape(1, 1, 9, 9, 1, 3, 3, padding: 1, groups: 1), Shape(3, 2, 1, 40, 2, 3, 3, padding: 1, groups: 2), Shape(1, 2, 13, 17, 2, 3, 3, stride: 2, padding: 1, groups: 2),
        Shape(1, 2, 12, 66, 2, 5, 5, stride: 2, padding: 2, groups: 2), Shape(2, 2, 4, 9, 2, 5, 5, padding: 2, groups: 2), Shape(1, 4, 6, 7, 4, 7, 7, padding: 3, groups: 4),
    ];

    [Theory, MemberData(nameof(Widths))]
    public void DepthwiseIsRight(string name)
    {
        foreach (var shape in Depthwise)
        {
            Check<float>(shape, Enum.Parse<KernelWidth>(name), 5e-5, channelGap: 0);
            Check<double>(shape, Enum.Parse<KernelWidth>(name), 1e-12, channelGap: 0);
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void FloatsAreRight(string name)
    {
        foreach (var shape in Shapes) Check<float>(shape, Enum.Parse<KernelWidth>(name), 5e-5);
    }

    [Theory, MemberData(nameof(Widths))]
    public void DoublesAreRight(string name)
    {
        foreach (var shape in Shapes) Check<double>(shape, Enum.Parse<KernelWidth>(name), 1e-12);
    }

    static void Check<T>(ConvolutionShape s, KernelWidth width, double tolerance, int channelGap = 3) where T : unmanaged
    {
        const int Guard = 40;
        var random = new System.Random(s.GetHashCode());
        var notANumber = (T)Convert.ChangeType(double.NaN, typeof(T));
        var plane = s.Source.Height * s.Source.Width + channelGap;
        var (x, w, b) = (Values<T>(s.Images * s.Channels * plane), Values<T>(s.OutChannels * s.GroupChannels * s.Kernel.Height * s.Kernel.Width),
            Values<T>(s.OutChannels));
        var dy = Values<T>(s.Images * s.OutChannels * s.Output.Height * s.Output.Width);
        T[] y = new T[dy.Length], limited = new T[dy.Length], dx = new T[s.Images * s.Channels * s.Source.Height * s.Source.Width], dw = new T[w.Length];
        // What lies beside the operands belongs to somebody else: it is not a number, and is not written.
        T[] gx = Guarded(x), gdy = Guarded(dy), gy = Guarded(y), gl = Guarded(y), gdx = Guarded(dx);
        fixed (T* px = &gx[Guard], pw = w, pb = b, py = &gy[Guard], pl = &gl[Guard], pdy = &gdy[Guard], pdx = &gdx[Guard], pdw = dw)
        {
            var image = new Image<T>(px, plane, s.Source.Width, 1);
            Convolution.Forward(s, image, s.Channels * plane, pw, pb, py, width);
            Convolution.Forward(s, image, s.Channels * plane, pw, pb, pl, width, clamp: new Clamp(-0.5, 0.75));
            Convolution.InputGradient(s, pdy, pw, pdx, width);
            Convolution.WeightGradient(s, image, s.Channels * plane, pdy, pdw, width);
        }
        (y, limited, dx) = (Inner(gy), Inner(gl), Inner(gdx));

        double[] rx = Numbers(x), rw = Numbers(w), rdy = Numbers(dy), ry = new double[y.Length], rdx = new double[dx.Length], rdw = new double[dw.Length];
        foreach (var (from, bare, weight, output) in Products(s, plane))
        {
            ry[output] += rx[from] * rw[weight];
            rdx[bare] += rdy[output] * rw[weight];
            rdw[weight] += rdy[output] * rx[from];
        }
        var rb = Numbers(b);
        for (var i = 0; i < ry.Length; i++) ry[i] += rb[i / (s.Output.Height * s.Output.Width) % s.OutChannels];
        Compare(Numbers(y), ry, "output");
        Compare(Numbers(limited), [.. ry.Select(value => Math.Clamp(value, -0.5, 0.75))], "limited output");
        Numbers(limited).ShouldBe(Numbers(y).Select(value => Math.Clamp(value, -0.5, 0.75)));
        Compare(Numbers(dx), rdx, "input gradient");
        Compare(Numbers(dw), rdw, "weight gradient");

        TValue[] Values<TValue>(int count) where TValue : unmanaged =>
            [.. Enumerable.Range(0, count).Select(_ => (TValue)Convert.ChangeType(random.NextDouble() * 2 - 1, typeof(TValue)))];

        T[] Guarded(T[] values) => [.. Enumerable.Repeat(notANumber, Guard), .. values, .. Enumerable.Repeat(notANumber, Guard)];

        T[] Inner(T[] guarded)
        {
            Numbers(guarded[..Guard]).ShouldAllBe(value => double.IsNaN(value));
            Numbers(guarded[^Guard..]).ShouldAllBe(value => double.IsNaN(value));
            return guarded[Guard..^Guard];
        }

        void Compare(double[] actual, double[] expected, string what)
        {
            for (var i = 0; i < actual.Length; i++)
                if (!(Math.Abs(actual[i] - expected[i]) <= tolerance * (1 + Math.Abs(expected[i]))))
                    Assert.Fail($"{what} of {s} with {width}: element {i} is {actual[i]}, expected {expected[i]}");
        }
    }

    /// <summary>Every pair of an input pixel and a weight that meet, with the output they contribute to.</summary>
    static IEnumerable<(int Gapped, int Bare, int Weight, int Output)> Products(ConvolutionShape s, int plane)
    {
        for (var n = 0; n < s.Images; n++)
            for (var o = 0; o < s.OutChannels; o++)
                for (var c = 0; c < s.GroupChannels; c++)
                    for (var i = 0; i < s.Kernel.Height; i++)
                        for (var j = 0; j < s.Kernel.Width; j++)
                            for (var p = 0; p < s.Output.Height; p++)
                                for (var q = 0; q < s.Output.Width; q++)
                                {
                                    var row = p * s.Stride.Height - s.Padding.Height + i * s.Dilation.Height;
                                    var column = q * s.Stride.Width - s.Padding.Width + j * s.Dilation.Width;
                                    if (row < 0 || row >= s.Source.Height || column < 0 || column >= s.Source.Width) continue;
                                    var channel = n * s.Channels + o / s.GroupOutputs * s.GroupChannels + c;
                                    yield return (channel * plane + row * s.Source.Width + column,
                                        (channel * s.Source.Height + row) * s.Source.Width + column,
                                        ((o * s.GroupChannels + c) * s.Kernel.Height + i) * s.Kernel.Width + j,
                                        ((n * s.OutChannels + o) * s.Output.Height + p) * s.Output.Width + q);
                                }
    }

    static ConvolutionShape Shape(
        int images, int channels, int height, int width, int outputs, int kernelHeight, int kernelWidth, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        new(images, channels, new(height, width), outputs,
            new((height + 2 * padding - dilation * (kernelHeight - 1) - 1) / stride + 1, (width + 2 * padding - dilation * (kernelWidth - 1) - 1) / stride + 1),
            new(kernelHeight, kernelWidth), stride, padding, dilation, groups);

    static double[] Numbers<T>(T[] values) => Array.ConvertAll(values, value => Convert.ToDouble(value));
}
