
namespace Flint.Vision.Tests.Models;

/// <summary>The small networks: keys, shapes and numbers of parameters as their PyTorch originals have them.</summary>
public class SmallModelTests
{
    [Fact]
    public void ConvNet_has_the_layers_of_the_classic()
    {
        var net = new ConvNet();
        net.StateDict().Select(p => $"{p.Key} {p.Value.Shape}").ShouldBe([
            "conv1.weight [32, 1, 3, 3]", "conv1.bias [32]", "conv2.weight [64, 32, 3, 3]", "conv2.bias [64]",
            "fc1.weight [128, 3136]", "fc1.bias [128]", "fc2.weight [10, 128]", "fc2.bias [10]"]);
        net.Parameters().Sum(p => p.Count).ShouldBe(421_642);
        net.Forward(Tensor.Zeros([5, 1, 28, 28])).Shape.ToArray().ShouldBe([5, 10]);
        new ConvNet(classes: 4, inChannels: 3, size: 32).Forward(Tensor.Zeros([2, 3, 32, 32])).Shape.ToArray().ShouldBe([2, 4]);
    }

    [Fact]
    public void LeNet_has_62_006_parameters()
    {
        var net = new LeNet();
        net.Parameters().Sum(p => p.Count).ShouldBe(62_006);
        net.Forward(Tensor.Zeros([2, 3, 32, 32])).Shape.ToArray().ShouldBe([2, 10]);
    }

    [Fact]
    public void A_wrong_picture_names_the_layer()
    {
        var net = new LeNet();
        net.Parameters();
        Should.Throw<ShapeException>(() => net.Forward(Tensor.Zeros([100, 1, 32, 32]))).Message
            .ShouldBe("Conv2d conv1 expects 3 input channels (weight [6, 3, 5, 5]) but got [100, 1, 32, 32]: channels are dimension 1.");
        Should.Throw<ShapeException>(() => net.Forward(Tensor.Zeros([1, 3, 64, 64]))).Message.ShouldStartWith("Linear fc1 expects 400 input features");
    }

    [Fact]
    public void Summary_lists_layers_with_outputs()
    {
        var summary = new ConvNet().Summary([1, 1, 28, 28]);
        summary.ShouldContain("conv2 (Conv2d)  [1, 64, 14, 14]      18,496");
        summary.ShouldContain("421,642 parameters, 421,642 trained, 0 frozen");
    }
}
