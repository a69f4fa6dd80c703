using System.Globalization;
using System.Numerics;
using Flint.IO;
using Flint.NN;
using Flint.Testing;

namespace Flint.Tests.IO;

/// <summary>Files of PyTorch read here, and ours read by PyTorch.</summary>
public class TorchFileTests
{
    static string File(string name) => Repository.Path("tests", "fixtures", "torch-files", name);

    [Theory]
    [InlineData("state.pt")]
    [InlineData("state-protocol4.pt")]
    [InlineData("state-protocol5.pt")]
    [InlineData("state-legacy.th")]
    public void Every_form_dtype_and_stride_is_read_to_the_bit(string name)
    {
        var fixture = Fixture.Case("files:state");
        var keys = fixture.Args.GetProperty("keys").EnumerateArray().Select(k => k.GetString()!).ToArray();
        var state = TorchFile.Load(File(name));
        state.Keys.ShouldBe(keys);
        foreach (var (key, expected) in keys.Zip(fixture.Outputs)) Near.CheckSame(Raw.Values(state[key]), expected.Values, $"{name}: {key}");
        string[] dtypes = [.. fixture.Args.GetProperty("dtypes").EnumerateArray().Select(d => d.GetString()!)];
        foreach (var (key, dtype) in keys.Zip(dtypes))
            state[key].DType.ShouldBe(dtype switch
            {
                "float64" => DType.Float64,
                "int64" => DType.Int64,
                "int32" or "int16" => DType.Int32,
                "int8" => DType.Int8,
                "float16" => DType.Float16,
                "bfloat16" => DType.BFloat16,
                "uint8" => DType.UInt8,
                "bool" => DType.Bool,
                "float32" => DType.Float32,
                _ => throw new ArgumentException(dtype),
            }, key);
        state["transposed"].Strides.ToArray().ShouldBe([1, 4]);
        state["row"].Storage.ShouldBeSameAs(state["transposed"].Storage);
        state["column"].Storage.ShouldBeSameAs(state["transposed"].Storage);
    }

    [Theory]
    [InlineData("checkpoint.pt")]
    [InlineData("checkpoint-legacy.pt")]
    public void A_whole_checkpoint_becomes_plain_values(string name)
    {
        var root = TorchFile.Read(File(name)).ShouldBeOfType<OrderedDictionary<object, object?>>();
        root["epoch"].ShouldBe(7L);
        root["best"].ShouldBe(91.25);
        root["name"].ShouldBe("tiny");
        root["flags"].ShouldBeOfType<object?[]>()[1].ShouldBeOfType<long>();
        root["big"].ShouldBe(BigInteger.Pow(2, 80));
        root["none"].ShouldBeNull();
        root["bytes"].ShouldBe(new byte[] { 0, 255 });
        root["size"].ShouldBe(new object?[] { 3L, 2L });
        root["device"].ShouldBe("cuda:1");
        root["dtype"].ShouldBe("torch.float16");
        root["flags"].ShouldBe(new object?[] { true, -1L, 2.5 });
        var options = root["args"].ShouldBeOfType<OrderedDictionary<object, object?>>();
        options["lr"].ShouldBe(0.5);
        options["layers"].ShouldBe(new List<object?> { 3L, 2L });
        var optimizer = (OrderedDictionary<object, object?>)root["optimizer"]!;
        var first = (OrderedDictionary<object, object?>)((OrderedDictionary<object, object?>)optimizer["state"]!)[(object)0L]!;
        ((Tensor)first["exp_avg"]!).Shape.ShouldBe([2, 3]);
        ((Tensor)first["step"]!).Item<double>().ShouldBe(1);
    }

    [Theory]
    [InlineData("checkpoint.pt")]
    [InlineData("checkpoint-legacy.pt")]
    public void The_state_dict_of_a_checkpoint_is_found_and_its_prefix_taken_off_on_request(string name)
    {
        using var file = TorchFile.Open(File(name));
        file.StateDictKey.ShouldBe("state_dict");
        file.Prefix.ShouldBe("module.");
        file.Names.ShouldBe(["module.weight", "module.bias"]);
        file.ShapeOf("module.weight").ShouldBe([2, 3]);
        Should.Throw<NotFoundException>(() => file["weight"]).Message.ShouldContain("it has module.weight, module.bias.");
        TorchFile.Load(File(name)).Keys.ShouldBe(["module.weight", "module.bias"]);

        var net = new Linear(3, 2);
        net.LoadStateDict(TorchFile.Load(File(name), stripPrefix: "module."));
        var expected = Fixture.Case("files:checkpoint");
        Near.CheckSame(Raw.Values(net.Weight), expected.Outputs[0].Values, "weight");
        Should.Throw<StateException>(() => net.Load(File(name))).Message.ShouldContain("module.weight");
    }

    [Fact]
    public void A_network_is_saved_and_loaded_by_its_files_ending()
    {
        using var folder = new TempFolder();
        var (net, other) = (new Linear(3, 2), new Linear(3, 2));
        foreach (var name in new[] { "x.pt", "x.pth", "x.th", "x.safetensors" })
        {
            Random.Seed(name.Length);
            net.LoadStateDict(new Linear(3, 2).StateDict());
            net.Save(folder[name]);
            other.Load(folder[name]);
            other.Weight.ToArray<float>().ShouldBe(net.Weight.ToArray<float>());
        }
        System.IO.File.ReadAllBytes(folder["x.pt"])[..4].ShouldBe("PK\x03\x04"u8.ToArray());
    }

    static OrderedDictionary<string, Tensor> Everything()
    {
        var matrix = Tensor.From([1f, 2f, 3f, 4f, 5f, 6f], [2, 3]);
        return new()
        {
            ["f32"] = Tensor.From([1f, -0f, float.PositiveInfinity], [3, 1]), ["f64"] = Tensor.From([Math.PI], [1]), ["i64"] = Tensor.From([long.MinValue], []),
            ["i32"] = Tensor.From([-7, 8], [2]), ["u8"] = Tensor.From<byte>([200], [1]), ["bool"] = Tensor.From([true, false], [2]),
            ["i8"] = Tensor.From<sbyte>([-128, 127], [2]), ["f16"] = Tensor.From([(Half)65504, Half.Epsilon, Half.NegativeInfinity], [3]),
            ["bf16"] = Tensor.From([(BFloat16)1.0078125f, BFloat16.MaxValue], [2, 1]),
            ["none"] = Tensor.Zeros([0, 2]), ["t"] = matrix.Transpose(0, 1), ["row"] = matrix[1], ["alone"] = Tensor.From([1f, 2f, 3f, 4f], [2, 2])[.., 1],
        };
    }

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(0)]
    public void What_is_written_is_read_again_with_small_and_with_64_bit_fields(long wideFrom)
    {
        using var folder = new TempFolder();
        var saved = Everything();
        TorchWriter.Write(folder["x.pt"], saved, wideFrom);
        var loaded = TorchFile.Load(folder["x.pt"]);
        loaded.Keys.ShouldBe(saved.Keys);
        foreach (var (name, x) in saved)
        {
            loaded[name].DType.ShouldBe(x.DType);
            Near.CheckSame(Raw.Values(loaded[name]), Raw.Values(x), name);
        }
        loaded["row"].Storage.ShouldBeSameAs(loaded["t"].Storage);
        loaded["alone"].Strides.ToArray().ShouldBe([1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_empty_slice_takes_no_room_wherever_it_begins(bool first)
    {
        using var folder = new TempFolder();
        var x = Tensor.From([.. Enumerable.Range(0, 20).Select(i => (float)i)], [5, 4]);
        var (whole, empty) = (KeyValuePair.Create("x", x), KeyValuePair.Create("y", x[5..5, 3..]));
        TorchFile.Save(folder["x.pt"], first ? [empty, whole] : [whole, empty]);
        using (var file = new MappedFile(folder["x.pt"], "file")) new ZipDirectory(file, "file").Entries["x/data/0"].Length.ShouldBe(80);
        var loaded = TorchFile.Load(folder["x.pt"]);
        loaded["y"].Shape.ShouldBe([0, 1]);
        loaded["x"].ToArray<float>().ShouldBe(x.ToArray<float>());
    }

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(0)]
    public void PyTorch_reads_what_is_written(long wideFrom)
    {
        using var folder = new TempFolder();
        TorchWriter.Write(folder["x.pt"], Everything(), wideFrom);
        Printed(folder["x.pt"]).ShouldBe(string.Join('\n',
            " OrderedDict 13",
            ".f32 torch.float32 [3, 1] [1, 1] [1.0, -0.0, inf]", ".f64 torch.float64 [1] [1] [3.141592653589793]", $".i64 torch.int64 [] [] [{long.MinValue}]",
            ".i32 torch.int32 [2] [1] [-7, 8]", ".u8 torch.uint8 [1] [1] [200]", ".bool torch.bool [2] [1] [True, False]",
            ".i8 torch.int8 [2] [1] [-128, 127]", ".f16 torch.float16 [3] [1] [65504.0, 5.960464477539063e-08, -inf]", ".bf16 torch.bfloat16 [2, 1] [1, 1] [1.0078125, 3.3895313892515355e+38]",
            ".none torch.float32 [0, 2] [2, 1] []",
            ".t torch.float32 [3, 2] [1, 3] [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]", ".row torch.float32 [3] [1] [4.0, 5.0, 6.0]", ".alone torch.float32 [2] [1] [2.0, 4.0]",
            "storages 11", ""));
    }

    [Fact]
    public void PyTorch_reads_a_whole_object()
    {
        using var folder = new TempFolder();
        var value = new OrderedDictionary<object, object?>
        {
            ["epoch"] = 7, ["rate"] = 0.5, ["big"] = BigInteger.Pow(2, 80), ["text"] = "größe", ["list"] = new List<object?> { 1L, null, true },
            ["tuple"] = new object?[] { 1L, -(1L << 40) }, ["size"] = new Shape([2, 3]), ["bytes"] = new byte[] { 0, 255 }, ["state"] = new Dictionary<string, Tensor> { ["w"] = Tensor.From([1f], [1]) },
            [(object)3L] = "three",
        };
        TorchFile.Write(folder["full.pt"], value);
        Printed(folder["full.pt"]).ShouldBe(string.Join('\n',
            " OrderedDict 10", ".epoch 7", ".rate 0.5", $".big {BigInteger.Pow(2, 80)}", ".text 'größe'", ".list [1, None, True]", ".tuple (1, -1099511627776)",
            ".size torch.Size([2, 3])", ".bytes b'\\x00\\xff'", ".state OrderedDict 1", ".state.w torch.float32 [1] [1] [1.0]", ".3 'three'", "storages 0", ""));
        var read = (OrderedDictionary<object, object?>)TorchFile.Read(folder["full.pt"])!;
        read["tuple"].ShouldBe(value["tuple"]);
        read["bytes"].ShouldBe(value["bytes"]);
        read[(object)3L].ShouldBe("three");
    }

    static string Printed(string path)
    {
        Assert.SkipUnless(Python.IsThere, "needs python3");
        var (code, output) = Python.RunWithTorch(Repository.Path("tests", "fixtures", "read_files.py"), path);
        Assert.SkipWhen(code == 3, "needs PyTorch and NumPy");
        code.ShouldBe(0, output);
        return output.ReplaceLineEndings("\n");
    }

    [Fact]
    public void What_cannot_be_written_is_said_and_nothing_is_written()
    {
        using var folder = new TempFolder();
        var self = new List<object?>();
        self.Add(self);
        Should.Throw<ArgumentException>(() => TorchFile.Write(folder["x.pt"], self)).Message.ShouldContain("at most 100 levels");
        Should.Throw<ArgumentException>(() => TorchFile.Write(folder["x.pt"], new object())).Message.ShouldContain("Object is not written to a PyTorch file");
        var x = Tensor.Zeros([1]);
        Should.Throw<ArgumentException>(() => TorchFile.Save(folder["x.pt"], [KeyValuePair.Create("a", x), KeyValuePair.Create("a", x)])).Message.ShouldContain("two of this name");
        folder.Names.ShouldBeEmpty();
    }

    [Fact]
    public void Real_weights_of_the_old_form_agree_with_PyTorch_bit_for_bit()
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("FLINT_DATA") ?? "", "weights", "resnet20-cifar10", "resnet20-12fca82f.th");
        Assert.SkipUnless(System.IO.File.Exists(path), "needs weights/resnet20-cifar10 under FLINT_DATA");
        var args = Fixture.Case("files:resnet20").Args;
        var weights = TorchFile.Load(path);
        weights.Keys.ShouldBe(args.GetProperty("keys").EnumerateArray().Select(k => k.GetString()!));
        weights.Values.Select(w => w.Shape.ToArray()).ShouldBe(args.GetProperty("shapes").EnumerateArray().Select(s => s.EnumerateArray().Select(n => n.GetInt32()).ToArray()));
        weights.Values.Select(w => w.DType == DType.Float32 ? w.ToArray<float>().Sum(v => (long)BitConverter.SingleToInt32Bits(v)) : w.Item<long>())
            .ShouldBe(args.GetProperty("bits").EnumerateArray().Select(b => long.Parse(b.GetString()!, CultureInfo.InvariantCulture)));
    }
}
