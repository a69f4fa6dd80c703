using System.Text;
using Flint.IO;
using Flint.Testing;

namespace Flint.Tests.IO;

public class SafetensorsTests
{
    [Fact]
    public void Every_dtype_and_rank_comes_back_bit_for_bit()
    {
        using var folder = new TempFolder();
        var saved = new Dictionary<string, Tensor>
        {
            ["f32"] = Tensor.From([1f, -0f, float.NaN, float.PositiveInfinity, float.Epsilon, 3.1f], [2, 3]),
            ["f64"] = Tensor.From([Math.PI, -0.0], [2, 1]),
            ["i64"] = Tensor.From([long.MinValue, long.MaxValue], [2]),
            ["f16"] = Tensor.From([(Half)1.5f, Half.Epsilon, Half.NegativeInfinity], [3]),
            ["bf16"] = Tensor.From([(BFloat16)1.5f, BFloat16.Epsilon], [2]),
            ["i8"] = Tensor.From<sbyte>([-128, 127, 0], [3]),
            ["i32"] = Tensor.From([int.MinValue, 7], [1, 1, 2]),
            ["u8"] = Tensor.From<byte>([0, 128, 255], [3]),
            ["bool"] = Tensor.From([true, false], [2]),
            ["scalar"] = Tensor.From([5L], []),
            ["empty"] = Tensor.From(Array.Empty<float>(), [0, 3]),
            ["größe.0"] = Tensor.From([1f], [1]),
        };
        Safetensors.Save(folder["x"], saved, new Dictionary<string, string> { ["format"] = "pt", ["a\"b"] = "é\n" });

        var loaded = Safetensors.Load(folder["x"]);
        loaded.Keys.Order().ShouldBe(saved.Keys.Order());
        foreach (var (name, x) in saved)
        {
            loaded[name].DType.ShouldBe(x.DType, name);
            loaded[name].Shape.ShouldBe(x.Shape, name);
        }
        loaded["f32"].ToArray<float>().Select(BitConverter.SingleToInt32Bits).ShouldBe(saved["f32"].ToArray<float>().Select(BitConverter.SingleToInt32Bits));
        loaded["f64"].ToArray<double>().Select(BitConverter.DoubleToInt64Bits).ShouldBe(saved["f64"].ToArray<double>().Select(BitConverter.DoubleToInt64Bits));
        loaded["i64"].ToArray<long>().ShouldBe([long.MinValue, long.MaxValue]);
        loaded["f16"].ToArray<Half>().ShouldBe([(Half)1.5f, Half.Epsilon, Half.NegativeInfinity]);
        loaded["bf16"].ToArray<BFloat16>().ShouldBe([(BFloat16)1.5f, BFloat16.Epsilon]);
        loaded["i8"].ToArray<sbyte>().ShouldBe([-128, 127, 0]);
        loaded["i32"].ToArray<int>().ShouldBe([int.MinValue, 7]);
        loaded["u8"].ToArray<byte>().ShouldBe([0, 128, 255]);
        loaded["bool"].ToArray<bool>().ShouldBe([true, false]);
        using var file = Safetensors.Open(folder["x"]);
        file.Metadata.ShouldBe(new Dictionary<string, string> { ["format"] = "pt", ["a\"b"] = "é\n" }, ignoreOrder: true);
    }

    [Fact]
    public void The_order_given_does_not_change_the_bytes_and_views_are_written_as_they_look()
    {
        using var folder = new TempFolder();
        var matrix = Tensor.From([1f, 2f, 3f, 4f, 5f, 6f], [2, 3]);
        var (a, b) = (KeyValuePair.Create("a", matrix.Transpose(0, 1)), KeyValuePair.Create("b", matrix[1]));
        Safetensors.Save(folder["1"], [a, b]);
        Safetensors.Save(folder["2"], [b, a]);
        File.ReadAllBytes(folder["1"]).ShouldBe(File.ReadAllBytes(folder["2"]));
        var loaded = Safetensors.Load(folder["1"]);
        loaded["a"].ToArray<float>().ShouldBe([1, 4, 2, 5, 3, 6]);
        loaded["b"].ToArray<float>().ShouldBe([4, 5, 6]);
    }

    // The bytes that the reference implementation's own tests expect of its writer.
    [Fact]
    public void Writes_the_bytes_of_the_reference_implementation()
    {
        using var folder = new TempFolder();
        Safetensors.Save(folder["empty"], []);
        File.ReadAllBytes(folder["empty"]).ShouldBe([8, 0, 0, 0, 0, 0, 0, 0, .. "{}      "u8]);
        Safetensors.Save(folder["meta"], [], new Dictionary<string, string> { ["framework"] = "pt" });
        File.ReadAllBytes(folder["meta"]).ShouldBe([40, 0, 0, 0, 0, 0, 0, 0, .. "{\"__metadata__\":{\"framework\":\"pt\"}}     "u8]);
    }

    [Fact]
    public void Half_precision_keeps_its_bits_and_what_has_no_counterpart_is_said()
    {
        using var folder = new TempFolder();
        // 1, -2, smallest subnormal, infinity in each format, bit patterns from IEEE 754 and the definition of bfloat16.
        File.WriteAllBytes(folder["x"], Bytes(
            """{"h":{"dtype":"F16","shape":[4],"data_offsets":[0,8]},"b":{"dtype":"BF16","shape":[4],"data_offsets":[8,16]},"s":{"dtype":"I16","shape":[1],"data_offsets":[16,18]}}""",
            [0x00, 0x3C, 0x00, 0xC0, 0x01, 0x00, 0x00, 0x7C, 0x80, 0x3F, 0x00, 0xC0, 0x01, 0x00, 0x80, 0x7F, 1, 0]));
        using var file = Safetensors.Open(folder["x"]);
        file["h"].DType.ShouldBe(DType.Float16);
        file["h"].To(DType.Float32).ToArray<float>().ShouldBe([1f, -2f, MathF.ScaleB(1, -24), float.PositiveInfinity]);
        file["b"].DType.ShouldBe(DType.BFloat16);
        file["b"].To(DType.Float32).ToArray<float>().ShouldBe([1f, -2f, MathF.ScaleB(1, -133), float.PositiveInfinity]);
        var error = Should.Throw<DTypeException>(() => file["s"]);
        error.Message.ShouldContain("Tensor 's'");
        error.Message.ShouldContain("I16");
        Should.Throw<NotFoundException>(() => file["conv1.weight"]).Message.ShouldContain("holds no tensor 'conv1.weight'; it has h, b, s.");
    }

    [Fact]
    public void A_tensor_outlives_the_file_and_the_file_may_be_replaced_meanwhile()
    {
        using var folder = new TempFolder();
        Safetensors.Save(folder["x"], [KeyValuePair.Create("w", Tensor.From([1f, 2f], [2]))]);
        using var file = Safetensors.Open(folder["x"]);
        var before = file["w"];
        if (!OperatingSystem.IsWindows()) Safetensors.Save(folder["x"], [KeyValuePair.Create("w", Tensor.From([3f], [1]))]);
        file["w"].ToArray<float>().ShouldBe([1, 2]);
        file.Dispose();
        before.ToArray<float>().ShouldBe([1, 2]);
    }

    [Fact]
    public void A_file_that_nobody_disposes_does_not_stay_mapped()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc/self/maps");
        using var folder = new TempFolder();
        Safetensors.Save(folder["x.safetensors"], [KeyValuePair.Create("w", Tensor.Zeros([4]))]);
        for (var i = 0; i < 50; i++) Use();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        File.ReadLines("/proc/self/maps").Count(l => l.Contains(folder.Path, StringComparison.Ordinal)).ShouldBeLessThan(5);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        void Use() => Safetensors.Open(folder["x.safetensors"])["w"].ToArray<float>().ShouldBe([0, 0, 0, 0]);
    }

    [Fact]
    public void Names_that_the_format_cannot_hold_are_refused_and_nothing_is_written()
    {
        using var folder = new TempFolder();
        var x = Tensor.From([1f], [1]);
        Should.Throw<ArgumentException>(() => Safetensors.Save(folder["x"], [KeyValuePair.Create("__metadata__", x)])).Message.ShouldContain("keeps this name");
        Should.Throw<ArgumentException>(() => Safetensors.Save(folder["x"], [KeyValuePair.Create("a", x), KeyValuePair.Create("a", x)])).Message.ShouldContain("two of this name");
        folder.Names.ShouldBeEmpty();
    }

    [Fact]
    public void Real_weights_of_others_are_read()
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("FLINT_DATA") ?? "", "weights", "resnet20-cifar10", "resnet20-cifar10.safetensors");
        Assert.SkipUnless(File.Exists(path), "needs weights/resnet20-cifar10 under FLINT_DATA");
        var weights = Safetensors.Load(path);
        weights.Count.ShouldBeGreaterThan(60);
        weights.Values.Where(w => w.DType == DType.Float32).SelectMany(w => w.ToArray<float>()).ShouldAllBe(v => float.IsFinite(v));
    }

    [Fact]
    public void An_independent_reader_finds_the_same()
    {
        Assert.SkipUnless(Python.IsThere, "needs python3");
        using var folder = new TempFolder();
        Safetensors.Save(folder["x"], new Dictionary<string, Tensor>
        {
            ["w"] = Tensor.From([1.5f, -2f], [1, 2]), ["n"] = Tensor.From([-3L], []), ["m"] = Tensor.From([true], [1]),
        }, [KeyValuePair.Create("k", "v")]);
        var (code, output) = Python.Run(Repository.Path("tests", "fixtures", "read_safetensors.py"), folder["x"]);
        output.ReplaceLineEndings("\n").ShouldBe("metadata {'k': 'v'}\nm BOOL [1] (True,)\nn I64 [] (-3,)\nw F32 [1, 2] (1.5, -2.0)\n");
        code.ShouldBe(0);
    }

    internal static byte[] Bytes(string header, byte[] data) =>
        [.. BitConverter.GetBytes((long)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. data];
}
