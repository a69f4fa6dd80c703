namespace Flint.Tests.Kernels;

/// <summary>What holds for convolutions whatever way they take; changes settings of the process.</summary>
[Collection("Threads.Count")]
public sealed class ConvolutionSettingsTests
{
    [Fact]
    public void TheSwitchTurnsItOff()
    {
        using var noGrad = new NoGrad();
        Random.Seed(4);
        var (x, weight) = (Tensor.RandN([2, 48, 20, 20]), Tensor.RandN([48, 48, 3, 3]));
        var fast = x.Conv2d(weight, padding: 1).ToArray<float>();
        Conv2dOps.UseWinograd = false;
        try
        {
            var direct = x.Conv2d(weight, padding: 1).ToArray<float>();
            direct.ShouldNotBe(fast);
            var exact = x.To(DType.Float64).Conv2d(weight.To(DType.Float64), padding: 1).ToArray<double>();
            WinogradTests.Error(direct, exact).ShouldBeLessThan(3e-6);
            WinogradTests.Error(fast, exact).ShouldBeLessThan(3e-5);
        }
        finally
        {
            Conv2dOps.UseWinograd = true;
        }
    }

    // Each way: blocks that the threads share, and many that each has alone.
    [Theory]
    [InlineData(1, 40, 10, 3), InlineData(40, 40, 17, 3)]
    [InlineData(1, 40, 14, 1), InlineData(60, 40, 9, 1), InlineData(2, 40, 32, 1)]
    [InlineData(1, 20, 10, 5), InlineData(30, 20, 10, 5)]
    public void BitsDoNotDependOnThreadsNorOnKeptWeights(int images, int channels, int side, int kernel)
    {
        Random.Seed(5);
        var (x, weight, bias) = (Tensor.RandN([images, channels, side, side]), Tensor.RandN([270, channels, kernel, kernel]), Tensor.RandN([270]));
        var (before, results) = (Threads.Count, new List<float[]>());
        try
        {
            foreach (var threads in (int[])[1, 2, 5])
            {
                Threads.Count = threads;
                using var noGrad = new NoGrad();
                for (var use = 0; use < 3; use++) results.Add(x.Conv2d(weight, bias, padding: kernel / 2).ToArray<float>());
            }
        }
        finally
        {
            Threads.Count = before;
        }
        foreach (var other in results) other.ShouldBe(results[0]);
    }

    // Weights cut by rows, shares of images, interleaved images, direct sums, Winograd's algorithm; depthwise.
    [Theory]
    [InlineData(16, 40, 400, 2, 3, 1), InlineData(9, 30, 50, 6, 3, 2), InlineData(40, 3, 12, 15, 5, 1), InlineData(8, 40, 48, 18, 3, 1)]
    [InlineData(8, 80, 80, 27, 3, 2, 80), InlineData(8, 80, 80, 13, 5, 1, 80)]
    public void BitsOfGradientsDoNotDependOnThreads(int images, int channels, int outputs, int side, int kernel, int stride, int groups = 1)
    {
        Random.Seed(6);
        var (x, weight) = (Tensor.RandN([images, channels, side, side]), Tensor.RandN([outputs, channels / groups, kernel, kernel]));
        x.RequiresGrad = weight.RequiresGrad = true;
        var y = x.Conv2d(weight, stride: stride, padding: kernel / 2, groups: groups);
        var dy = Tensor.RandN(y.Shape.ToArray());
        var (before, results) = (Threads.Count, new List<(float[] Dx, float[] Dw)>());
        try
        {
            foreach (var threads in (int[])[1, 2, 5])
            {
                Threads.Count = threads;
                var gradients = Autograd.Grad([y], [x, weight], [dy], retainGraph: true);
                results.Add((gradients[0].ToArray<float>(), gradients[1].ToArray<float>()));
            }
        }
        finally
        {
            Threads.Count = before;
        }
        foreach (var (dx, dw) in results)
        {
            dx.ShouldBe(results[0].Dx);
            dw.ShouldBe(results[0].Dw);
        }
    }
}
