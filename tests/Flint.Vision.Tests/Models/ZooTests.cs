using Flint.NN;
using Flint.Testing;

namespace Flint.Vision.Tests.Models;

/// <summary>The networks of <see cref="ImageModels"/> have the names and shapes of torchvision's and, with weights from a formula, its logits.</summary>
public class ZooTests
{
    public static TheoryData<string> Models => [.. ImageModels.All.Select(m => m.Name).Except(["convnet", "lenet"])]; // these are in SmallModelTests

    [Theory]
    [MemberData(nameof(Models))]
    public void State_dict_is_that_of_torchvision(string name)
    {
        using var _ = new SkipInit();
        var (model, args) = (ImageModels.Find(name), Fixture.Case($"zoo:{name}").Args);
        var net = model.Create();
        net.StateDict().Select(p => $"{p.Key} {p.Value.Shape}").ShouldBe(args.GetProperty("state").EnumerateArray().Select(e => e.GetString()));
        net.Parameters().Sum(p => p.Count).ShouldBe(args.GetProperty("parameters").GetInt64());
        net.MultiplyAdds([1, model.Channels, model.Size, model.Size]).ShouldBe(args.GetProperty("multiply_adds").GetInt64());
    }

    [Theory]
    [InlineData("cifar_resnet20")]
    [InlineData("squeezenet1_0")]
    [InlineData("mobilenet_v2")]
    [InlineData("efficientnet_b0")]
    [InlineData("densenet121")]
    [InlineData("alexnet")]
    [InlineData("vgg11_bn")]
    [InlineData("vgg16")]
    [InlineData("vit")]
    [InlineData("unet")]
    public void Logits_are_those_of_PyTorch_also_with_folded_norms(string name)
    {
        var fixture = Fixture.Case($"zoo:{name}:logits");
        var net = Small(name).WithFormula();
        net.Eval();
        var x = FormulaWeights.Picture([.. fixture.Args.GetProperty("shape").EnumerateArray().Select(s => s.GetInt32())]);
        using var _ = new NoGrad();
        Near.Check(((ILayer)net).Forward(x), fixture.Outputs[0].Values, 1e-4, name);
        var fast = net.ForInference();
        Near.Check(((ILayer)fast).Forward(x), fixture.Outputs[0].Values, 1e-4, $"{name} for inference");

        // In densely connected layers a norm comes before the convolution: those stay, and the one at the end.
        var left = fast.Modules().OfType<BatchNorm>().Count(n => n.RunningMean is not null);
        left.ShouldBe(name == "densenet121" ? 58 + 3 + 1 : 0);
    }

    static Module Small(string name)
    {
        using var _ = new SkipInit();
        return name switch
        {
            "vgg11_bn" => new Vgg(VggConfig.Vgg11 with { BatchNorm = true, Hidden = 32 }, classes: 10),
            "vgg16" => new Vgg(VggConfig.Vgg16 with { Hidden = 32 }, classes: 10),
            "vit" => new VisionTransformer(new(Layers: 2, Heads: 3, Hidden: 48, Mlp: 96), classes: 10, size: 48),
            "unet" => new UNet(classes: 3, width: 8),
            _ => ImageModels.Find(name).Create(classes: 10),
        };
    }
}
