using Flint.NN;
using Flint.Testing;

namespace Flint.Tests.Modules;

public sealed class ContainerLayerTests
{
    sealed class Heads : Module
    {
        internal readonly ModuleDict<Linear> ByName = new() { { "right", new Linear(2, 3) }, { "left", new Linear(2, 1) } };
    }

    [Fact]
    public void AModuleDictKeepsItsOrderAndNamesItsKeys()
    {
        var heads = new Heads();
        heads.StateDict().Keys.ShouldBe(["by_name.right.weight", "by_name.right.bias", "by_name.left.weight", "by_name.left.bias"]);
        heads.ByName.Keys.ShouldBe(["right", "left"]);
        heads.ByName["left"].Forward(Tensor.Ones([4, 2])).Shape.ShouldBe([4, 1]);
        Should.Throw<KeyNotFoundException>(() => heads.ByName["middle"]).Message.ShouldContain("has no module 'middle', only right, left.");
        Should.Throw<ArgumentException>(() => heads.ByName.Add("left", new Linear(2, 1)));
    }

    [Fact]
    public void CosineLinearMatchesPyTorch()
    {
        var c = Fixture.Case("metric_learning:cosine_linear");
        var layer = new CosineLinear(6, 3);
        layer.LoadStateDict(new Dictionary<string, Tensor> { ["weight"] = c.Inputs["weight"].Tensor() });
        Near.Check(layer.Forward(c.Inputs["input"].Tensor()), c.Outputs[0].Values, 5e-6, "CosineLinear");
        Should.Throw<ShapeException>(() => layer.Forward(Tensor.Zeros([2, 5]))).Message.ShouldContain("expects 6 input features (weight [3, 6]) but got [2, 5]");
    }

    [Fact]
    public void BilinearMatchesPyTorch()
    {
        var c = Fixture.Case("indexing:bilinear");
        var layer = new Bilinear(3, 2, 5);
        layer.LoadStateDict(new Dictionary<string, Tensor> { ["weight"] = c.Inputs["weight"].Tensor(), ["bias"] = c.Inputs["bias"].Tensor() });
        Near.Check(layer.Forward(c.Inputs["input1"].Tensor(), c.Inputs["input2"].Tensor()), c.Outputs[0].Values, 5e-6, "Bilinear");
        layer.Parameters().Count.ShouldBe(2);
    }

    [Fact]
    public void UnflattenAndChannelShuffleAreLayers()
    {
        new Unflatten(1, 2, -1).Forward(Tensor.Zeros([3, 6])).Shape.ShouldBe([3, 2, 3]);
        new ChannelShuffle(2).Forward(Tensor.From(0f, 1, 2, 3).Reshape(1, 4, 1)).ToArray<float>().ShouldBe([0f, 2, 1, 3]);
    }
}
