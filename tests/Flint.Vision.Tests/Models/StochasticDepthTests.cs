namespace Flint.Vision.Tests.Models;

public class StochasticDepthTests
{
    [Fact]
    public void Whole_samples_are_dropped_and_the_others_scaled()
    {
        var depth = new StochasticDepth(0.25);
        var x = Tensor.Ones([2000, 3, 2]);
        var samples = depth.Forward(x, new Generator(5)).ToArray<float>().Chunk(6).ToArray();
        samples.ShouldAllBe(s => s.All(v => v == s[0]));
        samples.ShouldAllBe(s => s[0] == 0 || Math.Abs(s[0] - 1 / 0.75f) < 1e-6f);
        Math.Abs(samples.Count(s => s[0] == 0) - 500).ShouldBeLessThan(80); // four deviations
        depth.Forward(x, new Generator(5)).ToArray<float>().ShouldBe(samples.SelectMany(s => s));
        depth.Eval();
        depth.Forward(x).ShouldBeSameAs(x);
        Should.Throw<ArgumentOutOfRangeException>(() => new StochasticDepth(1.5));
    }
}
