namespace Flint.Tests.Kernels;

/// <summary>What holds for a convolution that may use Winograd's algorithm; changes settings of the process.</summary>
[Collection("Threads.Count")]
public sealed class WinogradSwitchTests
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

    // One block that the threads share, and many that each has alone.
    [Theory, InlineData(1, 10), InlineData(40, 17)]
    public void BitsDoNotDependOnThreadsNorOnKeptWeights(int images, int side)
    {
        Random.Seed(5);
        var (x, weight, bias) = (Tensor.RandN([images, 40, side, side]), Tensor.RandN([70, 40, 3, 3]), Tensor.RandN([70]));
        var (before, results) = (Threads.Count, new List<float[]>());
        try
        {
            foreach (var threads in (int[])[1, 2, 5])
            {
                Threads.Count = threads;
                using var noGrad = new NoGrad();
                for (var use = 0; use < 3; use++) results.Add(x.Conv2d(weight, bias, padding: 1).ToArray<float>());
            }
        }
        finally
        {
            Threads.Count = before;
        }
        foreach (var other in results) other.ShouldBe(results[0]);
    }
}
