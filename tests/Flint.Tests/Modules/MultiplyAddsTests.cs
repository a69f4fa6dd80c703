using Flint.NN;

namespace Flint.Tests.Modules;

/// <summary>The arithmetic of networks, counted against the definitions by hand, and networks made without random numbers.</summary>
public class MultiplyAddsTests
{
    [Fact]
    public void LinearLayersAndConvolutions()
    {
        new Sequential(new Linear(7, 5), new Relu(), new Linear(5, 3)).MultiplyAdds([4, 7]).ShouldBe(4 * (7 * 5 + 5 * 3));
        new Sequential(new Conv1d(4, 6, kernel: 3)).MultiplyAdds([2, 4, 10]).ShouldBe(2 * 6 * 8 * 4 * 3);
        // 9 x 9 with padding 1 and stride 2 gives 5 x 5; each output sees 4 / 2 channels of 3 x 3.
        new Sequential(new Conv2d(4, 6, kernel: 3, stride: 2, padding: 1, groups: 2)).MultiplyAdds([2, 4, 9, 9]).ShouldBe(2 * 6 * 25 * 2 * 9);
        new Sequential(new Conv3d(2, 3, kernel: 3, padding: 1)).MultiplyAdds([1, 2, 4, 5, 6]).ShouldBe(3 * 120 * 2 * 27);
        // Each input pixel meets the whole kernel of each output.
        new Sequential(new ConvTranspose2d(4, 6, kernel: 3, stride: 2, groups: 2)).MultiplyAdds([2, 4, 5, 5]).ShouldBe(2 * 4 * 25 * 3 * 9);
        new Sequential(new ConvTranspose3d(2, 3, kernel: 2, stride: 2)).MultiplyAdds([1, 2, 3, 4, 5]).ShouldBe(2 * 60 * 3 * 8);
    }

    [Fact]
    public void Attention()
    {
        // Scores of 6 queries with 6 keys over 8 features, and their sums of values.
        new Attending().MultiplyAdds([2, 6, 8]).ShouldBe(2 * (6 * 6 * 8 + 6 * 6 * 8));
    }

    [Fact]
    public void ResultsAreZerosOnlyWhileCounting()
    {
        var net = new Linear(3, 2);
        var before = net.Forward(Tensor.Ones([1, 3])).ToArray<float>();
        net.MultiplyAdds([1, 3]).ShouldBe(6);
        net.Forward(Tensor.Ones([1, 3])).ToArray<float>().ShouldBe(before);
        net.IsTraining.ShouldBeTrue();
    }

    [Fact]
    public void WithoutInitialisationNoGeneratorMoves()
    {
        Flint.Random.Seed(3);
        var expected = new Linear(4, 4).Weight.ToArray<float>();
        Flint.Random.Seed(3);
        using (new SkipInit())
        {
            using (new SkipInit()) _ = new Linear(4, 4);
            _ = new Conv2d(3, 8, kernel: 3);
            new LayerNorm(4).Weight!.ToArray<float>().ShouldBe([1, 1, 1, 1]);
            Init.TruncNormal(Tensor.Zeros([3])).ToArray<float>().ShouldBe([0, 0, 0]);
        }
        new Linear(4, 4).Weight.ToArray<float>().ShouldBe(expected);
    }

    sealed class Attending : Module, ILayer
    {
        public Tensor Forward(Tensor x) => x.ScaledDotProductAttention(x, x);
    }
}
