using Flint.IO;
using Flint.NN;
using Flint.Testing;

namespace Flint.Vision.Tests.Pretrained;

/// <summary>Checkpoints as they are published: other numbers of classes, wrapped and older names, no counters; and what is said of those that do not fit.</summary>
public sealed class ImageCheckpointTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("cifar_resnet20", 10)]
    [InlineData("mobilenet_v2", 7)]
    [InlineData("squeezenet1_0", 3)]
    public void The_file_tells_the_number_of_classes(string name, int classes)
    {
        var model = ImageModels.Find(name);
        var net = model.Create(classes);
        net.Save(folder["net.pth"]);
        var loaded = ImageCheckpoint.Load(model, folder["net.pth"]);
        foreach (var (key, tensor) in net.StateDict()) Near.CheckSame(Raw.Values(loaded.StateDict()[key]), Raw.Values(tensor), key);
        net.Eval();
        loaded.Eval();
        using var _ = new NoGrad();
        var x = FormulaPicture(model);
        ((ILayer)loaded).Forward(x).ToArray<float>().ShouldBe(((ILayer)net).Forward(x).ToArray<float>());
    }

    [Fact]
    public void Wrapped_names_and_missing_counters_are_no_matter()
    {
        var net = new CifarResNet(20);
        Save("wrapped.safetensors", net.StateDict().Where(p => p.Value.DType.IsFloating), k => $"module.{k}");
        var loaded = Load("cifar_resnet20", "wrapped.safetensors");
        loaded.StateDict()["layer2.1.conv2.weight"].ToArray<float>().ShouldBe(net.StateDict()["layer2.1.conv2.weight"].ToArray<float>());
        loaded.StateDict()["bn1.num_batches_tracked"].Item<long>().ShouldBe(0);
    }

    [Theory]
    [InlineData("densenet121", "denselayer1.norm1.weight", "denselayer1.norm.1.weight")]
    [InlineData("vit_tiny_16", "mlp.3.bias", "mlp.linear_2.bias")]
    public void Names_of_older_checkpoints_are_known(string name, string today, string then)
    {
        var net = ImageModels.Find(name).Create(classes: 5);
        Save("old.safetensors", net.StateDict(), Older);
        Older($"a.{today}").ShouldBe($"a.{then}");
        var loaded = Load(name, "old.safetensors");
        loaded.StateDict().Last(p => p.Key.EndsWith(today, StringComparison.Ordinal)).Value.ToArray<float>()
            .ShouldBe(net.StateDict().Last(p => p.Key.EndsWith(today, StringComparison.Ordinal)).Value.ToArray<float>());

        static string Older(string key)
        {
            foreach (var part in new[] { "norm", "conv" })
                foreach (var number in new[] { "1", "2" })
                    if (key.Contains("denselayer", StringComparison.Ordinal)) key = key.Replace($".{part}{number}.", $".{part}.{number}.", StringComparison.Ordinal);
            return key.Replace("mlp.0.", "mlp.linear_1.", StringComparison.Ordinal).Replace("mlp.3.", "mlp.linear_2.", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_checkpoint_of_another_network_names_it()
    {
        using var _ = new SkipInit();
        new ResNet(ResNetConfig.ResNet18, classes: 12).Save(folder["mine.safetensors"]);
        var message = Should.Throw<StateException>(() => Load("resnet34", "mine.safetensors")).Message;
        message.ShouldContain("mine.safetensors' does not fit resnet34. It fits resnet18: use that model.");
        message.ShouldContain("80 missing: layer1.2.conv1.weight, "); // 8 blocks of two convolutions with a norm of 4 tensors
        message.ShouldNotContain("surplus");
    }

    [Fact]
    public void Missing_surplus_and_misshaped_keys_are_listed()
    {
        var state = new CifarResNet(20).StateDict();
        state.Remove("layer3.0.bn1.bias");
        state.Add("teacher.weight", Tensor.Ones([2]));
        state["conv1.weight"] = Tensor.Ones([16, 1, 3, 3]);
        Save("changed.safetensors", state, k => k);
        Should.Throw<StateException>(() => Load("cifar_resnet20", "changed.safetensors")).Message.ShouldEndWith(
            "1 missing: layer3.0.bn1.bias; 1 surplus: teacher.weight; 1 of another shape: conv1.weight (expected [16, 3, 3, 3], found [16, 1, 3, 3]).");
        new Linear(3, 2).Save(folder["linear.pth"]);
        Should.Throw<StateException>(() => Load("cifar_resnet20", "linear.pth")).Message.ShouldContain("It fits no model");
    }

    Module Load(string model, string file) => ImageCheckpoint.Load(ImageModels.Find(model), folder[file]);

    void Save(string file, IEnumerable<KeyValuePair<string, Tensor>> state, Func<string, string> name) =>
        Safetensors.Save(folder[file], state.ToDictionary(p => name(p.Key), p => p.Value));

    static Tensor FormulaPicture(ImageModel model) => Models.FormulaWeights.Picture([1, model.Channels, 48, 48]);
}
