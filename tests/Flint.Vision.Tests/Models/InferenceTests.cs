using Flint.NN;

namespace Flint.Vision.Tests.Models;

/// <summary>Tests that count what is taken from the pool, which all tests share, run alone.</summary>
[CollectionDefinition("Memory", DisableParallelization = true)]
public sealed class MemoryCollection;

/// <summary>Residual networks made ready for prediction: no batch norms, the same outputs, and no new memory after the first calls.</summary>
[Collection("Memory")]
public class InferenceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Folded_networks_give_the_same(bool bottleneck)
    {
        Random.Seed(1);
        var net = new ResNet(bottleneck ? ResNetConfig.ResNet50 : ResNetConfig.ResNet18, classes: 10);
        // Statistics of data instead of 0 and 1.
        using (new NoGrad())
            for (var i = 0; i < 3; i++) net.Forward(Tensor.RandN([4, 3, 48, 48]));
        var fast = net.ForInference();
        net.IsTraining.ShouldBeTrue();
        net.Eval();

        var x = Tensor.RandN([2, 3, 48, 48]);
        using var inference = new InferenceMode();
        var (actual, expected) = (fast.Forward(x), net.Forward(x));
        var scale = expected.Abs().Max().Item();
        (actual - expected).Abs().Max().Item().ShouldBeLessThan(1e-5f * Math.Max(1, scale));
        fast.NamedBuffers().ShouldBeEmpty();
        fast.NamedParameters().ShouldNotContain(p => p.Name.Contains("bn"));
        fast.NamedParameters().ShouldContain(p => p.Name == "conv1.bias");
        net.NamedBuffers().ShouldNotBeEmpty();
    }

    [Fact]
    public void No_new_tensor_memory_after_the_first_call()
    {
        Random.Seed(2);
        var fast = new ResNet(ResNetConfig.ResNet18, classes: 10).ForInference();
        var x = Tensor.RandN([1, 3, 64, 64]);
        // The first call takes buffers, the second packs weights.
        var first = Predict();
        Predict();
        for (var i = 0; i < 20; i++)
            Allocated(() => Predict().ShouldBe(first)).ShouldBeLessThan(100_000); // objects that stand for tensors; activations are 3 MB

        float[] Predict()
        {
            using var inference = new InferenceMode();
            return fast.Forward(x).ToArray<float>();
        }
    }

    /// <summary>Pinned blocks of the pool count as allocations of the thread that needs them.</summary>
    static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
