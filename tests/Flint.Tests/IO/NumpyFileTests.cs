using System.Text;
using Flint.IO;
using Flint.Testing;

namespace Flint.Tests.IO;

/// <summary>NumPy's files read here, and ours read by NumPy.</summary>
public class NumpyFileTests
{
    static string File(string name) => Repository.Path("tests", "fixtures", "numpy-files", name);

    static IEnumerable<(string Name, NDArray Values)> Expected()
    {
        var fixture = Fixture.Case("files:arrays");
        return fixture.Args.GetProperty("names").EnumerateArray().Select(n => n.GetString()!).Zip(fixture.Outputs.Select(o => o.Values));
    }

    [Fact]
    public void Every_element_type_order_and_version_is_read()
    {
        foreach (var (name, values) in Expected()) Near.CheckSame(Raw.Values(NumpyFile.Load(File($"{name}.npy"))), values, name);
        var f4 = Expected().First(e => e.Name == "f4").Values;
        foreach (var version in new[] { 2, 3 }) Near.CheckSame(Raw.Values(NumpyFile.Load(File($"version{version}.npy"))), f4, $"version {version}");
        NumpyFile.Load(File("fortran.npy")).Strides.ToArray().ShouldBe([1, 3]);
        DType Of(string name) => NumpyFile.Load(File($"{name}.npy")).DType;
        (Of("f2"), Of("f8"), Of("i1"), Of("u2"), Of("u4"), Of("b1"), Of("u1")).ShouldBe((DType.Float16, DType.Float64, DType.Int8, DType.Int32, DType.Int64, DType.Bool, DType.UInt8));
    }

    [Theory]
    [InlineData("many.npz")]
    [InlineData("packed.npz")]
    public void Archives_are_read_stored_and_compressed(string file)
    {
        var arrays = NumpyFile.LoadArchive(File(file));
        arrays.Keys.ShouldBe(Expected().Select(e => e.Name));
        foreach (var (name, values) in Expected()) Near.CheckSame(Raw.Values(arrays[name]), values, name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NumPy_reads_what_is_written(bool compressed)
    {
        using var folder = new TempFolder();
        var matrix = Tensor.From([1f, 2f, 3f, 4f, 5f, 6f], [2, 3]);
        var saved = new Dictionary<string, Tensor>
        {
            ["t"] = matrix.Transpose(0, 1), ["f8"] = Tensor.From([0.1], []), ["i8"] = Tensor.From([long.MinValue], [1]), ["i4"] = Tensor.From([-1, 2], [2]),
            ["u1"] = Tensor.From<byte>([255], [1, 1]), ["b1"] = Tensor.From([true, false], [2]),
            ["f2"] = Tensor.From([(Half)65504, Half.Epsilon], [2]), ["i1"] = Tensor.From<sbyte>([-128, 127], [1, 2]), ["none"] = Tensor.Zeros([0, 2]),
        };
        NumpyFile.SaveArchive(folder["x.npz"], saved, compressed);
        var loaded = NumpyFile.LoadArchive(folder["x.npz"]);
        foreach (var (name, x) in saved) Near.CheckSame(Raw.Values(loaded[name]), Raw.Values(x), name);
        NumpyFile.Save(folder["x.npy"], matrix[1]);
        NumpyFile.Load(folder["x.npy"]).ToArray<float>().ShouldBe([4, 5, 6]);

        Assert.SkipUnless(Python.IsThere, "needs python3");
        var (code, output) = Python.RunWithTorch(Repository.Path("tests", "fixtures", "read_files.py"), folder["x.npz"]);
        Assert.SkipWhen(code == 3, "needs PyTorch and NumPy");
        output.ReplaceLineEndings("\n").ShouldBe(string.Join('\n',
            "t <f4 (3, 2) [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]", "f8 <f8 () [0.1]", $"i8 <i8 (1,) [{long.MinValue}]", "i4 <i4 (2,) [-1, 2]", "u1 |u1 (1, 1) [255]",
            "b1 |b1 (2,) [True, False]", "f2 <f2 (2,) [65504.0, 5.960464477539063e-08]", "i1 |i1 (1, 2) [-128, 127]", "none <f4 (0, 2) []", ""));
        Python.RunWithTorch(Repository.Path("tests", "fixtures", "read_files.py"), folder["x.npy"]).Output.ReplaceLineEndings("\n").ShouldBe("<f4 (3,) [4.0, 5.0, 6.0]\n");
    }

    static byte[] Npy(string header, int dataBytes, byte major = 1) =>
        [0x93, .. "NUMPY"u8, major, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.Latin1.GetBytes(header), .. new byte[dataBytes]];

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 7, "takes 8 bytes, but 7 are there")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 9, "takes 8 bytes, but 9 are there")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000,), }", 8, "takes 8000000000 bytes, but 8 are there")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000, 2000000000, 2000000000), }", 8, "no memory can hold")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 2000000000, 2000000000, 2000000000), }", 0, "no memory can hold")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483648,), }", 8, "a size must be a whole number from 0 to 2147483647")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", 8, "a size must be a whole number")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1+1,), }", 8, "',' or ')' was expected")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': __import__('os').system('x'), }", 8, "'(' was expected")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (2,), }", 8, "True or False was expected")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 8, "has the key 'descr' twice")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': 1}", 8, "needs no such key")]
    [InlineData("{'descr': '<f4', 'shape': (2,), }", 8, "needs descr, fortran_order and shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } or 1", 8, "something follows")]
    [InlineData("{'descr': '<f4\\x00', 'fortran_order': False, 'shape': (2,), }", 8, "has a backslash")]
    [InlineData("['descr']", 8, "'{' was expected")]
    [InlineData("", 0, "'{' was expected")]
    public void A_broken_header_is_named(string header, int dataBytes, string says)
    {
        using var folder = new TempFolder();
        System.IO.File.WriteAllBytes(folder["x.npy"], Npy(header, dataBytes));
        var error = Should.Throw<FileFormatException>(() => NumpyFile.Load(folder["x.npy"]));
        error.Message.ShouldContain(says);
        error.Message.ShouldContain("x.npy");
    }

    [Fact]
    public void What_Flint_cannot_hold_is_said()
    {
        Should.Throw<DTypeException>(() => NumpyFile.Load(File("objects.npy"))).Message.ShouldContain("Python objects, which are a pickle and never read");
        Should.Throw<DTypeException>(() => NumpyFile.Load(File("records.npy"))).Message.ShouldContain("array of records");
        using var folder = new TempFolder();
        Should.Throw<DTypeException>(() => NumpyFile.Save(folder["b.npy"], Tensor.Ones([2], DType.BFloat16))).Message
            .ShouldBe("BFloat16 is not a type of NumPy: convert the tensor, x.To(DType.Float32), or save it with Safetensors or TorchFile.");
        Should.Throw<DTypeException>(() => NumpyFile.SaveArchive(folder["b.npz"], [KeyValuePair.Create("w", Tensor.Ones([2], DType.BFloat16))]));
        Directory.GetFiles(folder[""]).ShouldBeEmpty();
        System.IO.File.WriteAllBytes(folder["x.npy"], Npy("{'descr': '<V2', 'fortran_order': False, 'shape': (1,), }", 2));
        Should.Throw<DTypeException>(() => NumpyFile.Load(folder["x.npy"])).Message.ShouldContain("the type '<V2', bytes without a meaning, as NumPy writes bfloat16");
        foreach (var descr in new[] { "<c8", "<U5", "<u8", "", "<<f4", "f" })
        {
            System.IO.File.WriteAllBytes(folder["x.npy"], Npy($"{{'descr': '{descr}', 'fortran_order': False, 'shape': (1,), }}", 8));
            Should.Throw<DTypeException>(() => NumpyFile.Load(folder["x.npy"])).Message.ShouldContain($"the type '{descr}'");
        }
    }

    [Fact]
    public void Versions_bools_and_foreign_files_are_checked()
    {
        using var folder = new TempFolder();
        void Refused(byte[] bytes, string says)
        {
            System.IO.File.WriteAllBytes(folder["x"], bytes);
            Should.Throw<FileFormatException>(() => NumpyFile.Load(folder["x"])).Message.ShouldContain(says);
        }
        Refused([], "does not begin with \\x93NUMPY");
        Refused(Npy("{}", 0, major: 4), "the format version is 4.0");
        Refused([0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255], "a header of 4294967295 bytes does not fit");
        var bools = Npy("{'descr': '|b1', 'fortran_order': False, 'shape': (2,), }", 2);
        bools[^1] = 2;
        Refused(bools, "an element of bool has the value 2");
        Refused(System.IO.File.ReadAllBytes(File("many.npz")), "read it with NumpyFile.LoadArchive");
        Should.Throw<FileFormatException>(() => NumpyFile.LoadArchive(File("f4.npy"))).Message.ShouldContain("read it with NumpyFile.Load");
        Should.Throw<FileFormatException>(() => NumpyFile.LoadArchive(Repository.Path("tests", "fixtures", "torch-files", "state.pt"))).Message.ShouldContain("which is no array");
        Should.Throw<NotFoundException>(() => NumpyFile.Load(folder["none.npy"])).Message.ShouldContain("none.npy");
    }

    [Theory]
    [InlineData("many.npz")]
    [InlineData("packed.npz")]
    public void Damaged_archives_are_refused(string name)
    {
        using var folder = new TempFolder();
        var bytes = System.IO.File.ReadAllBytes(File(name));
        var at = name == "many.npz" ? bytes.AsSpan().IndexOf(BitConverter.GetBytes(1.375f)) : bytes.AsSpan().IndexOf("f4.npy"u8) + 80;
        bytes[at] ^= 0x10;
        System.IO.File.WriteAllBytes(folder["x.npz"], bytes);
        Should.Throw<FileFormatException>(() => NumpyFile.LoadArchive(folder["x.npz"]));
        for (var length = 0; length < bytes.Length; length += 97)
        {
            System.IO.File.WriteAllBytes(folder["x.npz"], bytes[..length]);
            Should.Throw<FileFormatException>(() => NumpyFile.LoadArchive(folder["x.npz"]));
        }
    }
}
