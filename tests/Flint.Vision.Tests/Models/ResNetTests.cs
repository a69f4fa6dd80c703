using Flint.Testing;

namespace Flint.Vision.Tests.Models;

/// <summary>ResNets have torchvision's names and shapes and, with weights from a formula, its outputs, statistics and gradients.</summary>
public class ResNetTests
{
    static ResNetConfig Config(int depth) => depth switch
    {
        18 => ResNetConfig.ResNet18,
        34 => ResNetConfig.ResNet34,
        _ => ResNetConfig.ResNet50,
    };

    [Theory]
    [InlineData(18)]
    [InlineData(34)]
    [InlineData(50)]
    public void State_dict_is_that_of_torchvision(int depth)
    {
        var args = Fixture.Case($"modules:resnet{depth}").Args;
        var net = new ResNet(Config(depth));
        var expected = args.GetProperty("names").EnumerateArray().Select(n => n.GetString()!)
            .Zip(args.GetProperty("shapes").EnumerateArray(), (name, shape) => $"{name} [{string.Join(", ", shape.EnumerateArray())}]");
        net.StateDict().Select(p => $"{p.Key} {p.Value.Shape}").ShouldBe(expected);
        net.Parameters().Sum(p => p.Count).ShouldBe(args.GetProperty("parameters").GetInt64());
    }

    [Theory]
    [InlineData(18, DType.Float64)]
    [InlineData(18, DType.Float32)]
    [InlineData(50, DType.Float64)]
    public void Outputs_statistics_and_gradients_are_those_of_torchvision(int depth, DType dtype)
    {
        var fixture = Fixture.Case($"modules:resnet{depth}");
        var tolerance = dtype == DType.Float64 ? 1e-8 : 1e-4;
        var net = new ResNet(Config(depth));
        net.To(dtype);
        SetByFormula(net);

        var x = fixture.Inputs["x"].Tensor(dtype);
        net.Eval();
        using (new NoGrad()) Near.Check(net.Forward(x), fixture.Outputs[0].Values, tolerance, "evaluation");
        net.Train();
        var logits = net.Forward(x);
        Near.Check(logits, fixture.Outputs[1].Values, 10 * tolerance, "training");
        var state = net.StateDict();
        Near.Check(state["bn1.running_mean"], fixture.Outputs[2].Values, tolerance, "bn1.running_mean");
        Near.Check(state["layer4.0.downsample.1.running_var"], fixture.Outputs[3].Values, tolerance, "layer4.0.downsample.1.running_var");

        (logits * fixture.Inputs["weights"].Tensor(dtype)).Sum().Backward();
        if (dtype == DType.Float64) Near.Check(state["conv1.weight"].Grad![..4], fixture.Outputs[4].Values, 1e-7, "conv1.weight gradient");
        Near.Check(state["fc.bias"].Grad!, fixture.Outputs[5].Values, tolerance, "fc.bias gradient");
    }

    // Element i of tensor k is cos(0.7 i + k), scaled to keep the variance, rounded to float: the formula of make_modules.py.
    static void SetByFormula(ResNet net)
    {
        using var _ = new NoGrad();
        foreach (var (k, (name, tensor)) in net.StateDict().Index())
        {
            if (!tensor.DType.IsFloating) continue;
            var scale = 2 / Math.Sqrt((double)tensor.Count / tensor.Size(0));
            var isGain = name.EndsWith("running_var", StringComparison.Ordinal) || (tensor.Rank == 1 && name.EndsWith("weight", StringComparison.Ordinal));
            var values = new float[tensor.Count];
            for (var i = 0; i < values.Length; i++)
            {
                var wave = Math.Cos(0.7 * i + k);
                values[i] = (float)(isGain ? 1 + 0.2 * wave : tensor.Rank == 1 ? 0.1 * wave : wave * scale);
            }
            tensor.CopyFrom(Tensor.From(values, tensor.Shape));
        }
    }

    [Fact]
    public void Weights_start_as_in_torchvision()
    {
        Flint.Random.Seed(2);
        var state = new ResNet(ResNetConfig.ResNet18, classes: 10).StateDict();
        var weight = state["layer3.0.conv1.weight"];
        var deviation = Math.Sqrt((weight * weight).Mean().Item<double>());
        deviation.ShouldBe(Math.Sqrt(2.0 / (256 * 9)), 0.001);
        state["layer3.0.bn2.weight"].ToArray<float>().ShouldAllBe(w => w == 1);
        state["fc.weight"].Shape.ToArray().ShouldBe([10, 512]);
    }
}
