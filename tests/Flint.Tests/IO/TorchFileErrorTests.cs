using System.Text;
using Flint.IO;
using Flint.NN;
using Flint.Testing;

namespace Flint.Tests.IO;

/// <summary>Hostile and damaged PyTorch files: a typed error that names the place, and nothing is run.</summary>
public class TorchFileErrorTests
{
    static string File(string name) => Repository.Path("tests", "fixtures", "torch-files", name);

    static byte[] P(params object[] parts) => [0x80, 2, .. parts.SelectMany(p => p as byte[] ?? Encoding.Latin1.GetBytes((string)p)), (byte)'.'];

    static byte[] B(params byte[] bytes) => bytes;

    static byte[] Text(string text) => [(byte)'X', .. BitConverter.GetBytes(text.Length), .. Encoding.ASCII.GetBytes(text)];

    static byte[] Storage(string type = "torch\nFloatStorage", string key = "0", int count = 2) =>
        [(byte)'(', .. Text("storage"), .. Encoding.ASCII.GetBytes($"c{type}\n"), .. Text(key), .. Text("cpu"), (byte)'J', .. BitConverter.GetBytes(count), (byte)'t', (byte)'Q'];

    static byte[] Tensor(byte[] storage, string offset, string sizes, string strides) =>
        [.. "ctorch._utils\n_rebuild_tensor_v2\n("u8, .. storage, .. Encoding.Latin1.GetBytes(offset), .. Encoding.Latin1.GetBytes($"({sizes}t({strides}t"), 0x89, (byte)'N', (byte)'t', (byte)'R'];

    static byte[] State(byte[] tensor) => P("}", Text("w"), tensor, "s");

    static string Zipped(TempFolder folder, byte[] pickle, int dataBytes = 8)
    {
        using var stream = System.IO.File.Create(folder["x.pt"]);
        var zip = new ZipWriter(stream);
        zip.Add("x/data.pkl", pickle);
        zip.Add("x/data/0", new byte[dataBytes]);
        zip.End();
        return folder["x.pt"];
    }

    static string Refused(byte[] pickle, int dataBytes = 8)
    {
        using var folder = new TempFolder();
        var path = Zipped(folder, pickle, dataBytes);
        var error = Should.Throw<FileFormatException>(() => TorchFile.Load(path));
        error.Message.ShouldContain("x.pt");
        error.Message.ShouldContain("at byte ");
        return error.Message;
    }

    [Fact]
    public void A_good_one_is_read()
    {
        using var folder = new TempFolder();
        TorchFile.Load(Zipped(folder, State(Tensor(Storage(), "K\0", "K\u0002", "K\u0001"))))["w"].ToArray<float>().ShouldBe([0, 0]);
    }

    public static TheoryData<string, byte[], string> Bad => new()
    {
        { "code", P("cos\nsystem\n", Text("echo"), B(0x85), "R"), "the pickle asks for 'os.system', which is not on the closed list" },
        { "builtins", P("c__builtin__\neval\n"), "asks for '__builtin__.eval'" },
        { "nested load", P("ctorch.storage\n_load_from_bytes\n"), "asks for 'torch.storage._load_from_bytes'" },
        { "stack global", P(Text("posix"), Text("system"), B(0x93)), "asks for 'posix.system'" },
        { "old opcode", P("S'x'\n"), "opcode 0x53, which PyTorch's files do not use" },
        { "extension", P(B(0x82, 1)), "opcode 0x82" },
        { "protocol", [0x80, 9, .. "N."u8], "protocol 9: 0 to 5 are known" },
        { "empty", P(), "stops with 0 values" },
        { "underflow", P("0"), "takes a value that is not there" },
        { "beneath the mark", P("N(0"), "takes a value that is not there" },
        { "no mark", P("t"), "takes a mark that is not there" },
        { "long text", P(B((byte)'X', 255, 255, 255, 255)), "4294967295 bytes are needed, but the pickle ends" },
        { "long number", P(B(0x8B, 255, 255, 255, 127)), "a whole number of 2147483647 bytes is longer" },
        { "recall", P("h\u0007"), "recalls value 7, which it did not store" },
        { "frame", [0x80, 4, 0x95, 255, 255, 255, 255, 0, 0, 0, 0, .. "N."u8], "a frame of 4294967295 bytes goes past the end" },
        { "list key", P("}]Ns"), "whose key is neither a text nor a number" },
        { "odd items", P("}(Nu"), "a key without a value" },
        { "items of none", P("NNNs"), "sets items of what is no dictionary" },
        { "call of none", P("N)R"), "calls what is no class or function" },
        { "state of none", P("NNb"), "gives a state to what has none" },
        { "call of a type", P("ctorch\nFloatStorage\n)R"), "torch.FloatStorage is a type, not to be called" },
        { "short storage", State(Tensor(Storage(), "K\0", "K\u0003", "K\u0001")), "goes past its storage '0' of 2 elements" },
        { "offset", State(Tensor(Storage(), "K\u0001", "K\u0002", "K\u0001")), "offset 1 goes past its storage" },
        { "stride", State(Tensor(Storage(), "K\0", "K\u0002", "K\u0002")), "strides [2] and offset 0 goes past" },
        { "negative stride", State(Tensor(Storage(), "K\u0001", "K\u0002", "J\u00ff\u00ff\u00ff\u00ff")), "a stride that is no whole number of 0 or more" },
        { "negative size", State(Tensor(Storage(), "K\0", "J\u00ff\u00ff\u00ff\u00ff", "K\u0001")), "a size that is no whole number" },
        { "wide shape", State(Tensor(Storage(), "K\0", "J\u00ff\u00ff\u00ff\u007fJ\u00ff\u00ff\u00ff\u007f", "K\0K\0")), "which no memory can hold" },
        { "ranks", State(Tensor(Storage(), "K\0", "K\u0002", "")), "1 sizes and 0 strides" },
        { "entry too short", State(Tensor(Storage(count: 3), "K\0", "K\u0002", "K\u0001")), "storage '0' of 3 elements takes 12 bytes, but the entry 'x/data/0' has 8" },
        { "huge storage", State(Tensor(Storage(count: int.MaxValue), "K\0", "K\u0002", "K\u0001")), "takes 8589934588 bytes" },
        { "missing entry", State(Tensor(Storage(key: "../1"), "K\0", "K\u0002", "K\u0001")), "storage '../1' is not in the file: there is no entry 'x/data/../1'" },
        { "no storage", State(Tensor(Storage(type: "torch\nSize"), "K\0", "K\u0002", "K\u0001")), "a storage is of torch.Size, which is none" },
        { "two descriptions", P("]", Storage(), "a", Storage(count: 1), "a"), "storage '0' is described in two ways" },
        { "untyped", State(Tensor(Storage("torch.storage\nUntypedStorage", count: 8), "K\0", "K\u0002", "K\u0001")), "of an untyped storage and has no dtype" },
        { "negative storage", State(Tensor(Storage(count: -1), "K\0", "K\u0002", "K\u0001")), "storage '0' has -1 elements" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_broken_rule_is_named(string what, byte[] pickle, string says) => Refused(pickle).ShouldContain(says, customMessage: what);

    [Fact]
    public void A_value_that_holds_itself_or_is_nested_without_end_is_refused()
    {
        using var folder = new TempFolder();
        var path = Zipped(folder, P("]q\0h\0a"));
        Should.Throw<FileFormatException>(() => TorchFile.Read(path)).Message.ShouldContain("nested more than 100 deep, or hold themselves");
        Zipped(folder, P(new string(']', 100_000), new string('a', 99_999)));
        Should.Throw<FileFormatException>(() => TorchFile.Read(path)).Message.ShouldContain("nested more than 100 deep");
    }

    [Fact]
    public void A_value_recalled_a_billion_times_is_one_value()
    {
        // Ninety lists, each of the one before twice: 2^90 paths through 90 lists.
        var bomb = P("N", string.Concat(Enumerable.Range(0, 90).Select(i => $"q{(char)i}]h{(char)i}ah{(char)i}a")));
        using var folder = new TempFolder();
        var path = Zipped(folder, [.. bomb.AsSpan(0, 2), .. "]"u8, .. bomb.AsSpan(3, bomb.Length - 4), .. "."u8]);
        Should.Throw<FileFormatException>(() => TorchFile.Read(path)).Message.ShouldContain("values on its stack");
    }

    [Fact]
    public void Values_without_number_are_refused() =>
        Refused(P(new string('N', 1 << 22), "N")).ShouldContain("makes more than 4194304 values");

    [Fact]
    public void Arguments_recalled_for_many_calls_count() =>
        Refused(P("](", new string('N', 60_000), "eq\0", string.Concat(Enumerable.Repeat("0c__builtin__\nset\nh\0\u0085R", 100)))).ShouldContain("makes more than 4194304 values");

    [Fact]
    public void Tensors_and_storages_that_are_recalled_share_one_memory()
    {
        using var folder = new TempFolder();
        var path = Zipped(folder, P("}(", Text("a"), Tensor([.. Storage(), .. "q\u0001"u8], "K\0", "K\u0002", "K\u0001"), "q\0", Text("b"), "h\0", Text("c"), Tensor([.. "h\u0001"u8], "K\u0001", "K\u0001", "K\u0001"), "u"));
        var loaded = TorchFile.Load(path);
        loaded["b"].Storage.ShouldBeSameAs(loaded["a"].Storage);
        loaded["c"].Storage.ShouldBeSameAs(loaded["a"].Storage);
        var read = (OrderedDictionary<object, object?>)TorchFile.Read(path)!;
        ((Flint.Tensor)read["b"]!).Storage.ShouldBeSameAs(((Flint.Tensor)read["a"]!).Storage);
        ((Flint.Tensor)read["c"]!).Storage.ShouldBeSameAs(((Flint.Tensor)read["a"]!).Storage);
    }

    [Fact]
    public void Values_beneath_a_long_key_cost_no_copy_of_it_each()
    {
        using var folder = new TempFolder();
        var path = Zipped(folder, P("}", Text(new string('k', 10_000)), "](", new string('N', 20_000), "es"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        TorchFile.Read(path);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16 << 20);
    }

    [Fact]
    public void Whole_modules_and_scripts_are_refused_with_advice()
    {
        Should.Throw<FileFormatException>(() => TorchFile.Load(File("whole-module.pt"))).Message.ShouldContain("asks for 'torch.nn.modules.linear.Linear'");
        Should.Throw<FileFormatException>(() => TorchFile.Load(File("script.pt"))).Message.ShouldContain("this is a TorchScript program");
    }

    [Fact]
    public void A_file_without_state_dict_says_what_it_has()
    {
        using var folder = new TempFolder();
        TorchFile.Write(folder["x.pt"], new OrderedDictionary<object, object?> { ["epoch"] = 3L });
        Should.Throw<StateException>(() => TorchFile.Load(folder["x.pt"])).Message.ShouldContain("its keys are epoch. Read it with TorchFile.Read.");
    }

    [Theory]
    [InlineData("state.pt")]
    [InlineData("state-legacy.th")]
    public void A_file_cut_anywhere_is_refused(string name)
    {
        using var folder = new TempFolder();
        var whole = System.IO.File.ReadAllBytes(File(name));
        for (var length = 0; length < whole.Length; length += 7)
        {
            System.IO.File.WriteAllBytes(folder["x.pt"], whole[..length]);
            Should.Throw<FileFormatException>(() => TorchFile.Load(folder["x.pt"]));
        }
    }

    [Fact]
    public void Damaged_data_foreign_files_and_missing_files_are_named()
    {
        using var folder = new TempFolder();
        TorchFile.Save(folder["x.pt"], [KeyValuePair.Create("w", Flint.Tensor.From([1f, 2f], [2]))]);
        var bytes = System.IO.File.ReadAllBytes(folder["x.pt"]);
        bytes[bytes.AsSpan().IndexOf(BitConverter.GetBytes(2f))] ^= 1;
        System.IO.File.WriteAllBytes(folder["x.pt"], bytes);
        Should.Throw<FileFormatException>(() => TorchFile.Load(folder["x.pt"])).Message.ShouldContain("the data of 'x/data/0' are damaged");
        System.IO.File.WriteAllText(folder["x.pt"], "hello");
        Should.Throw<FileFormatException>(() => TorchFile.Load(folder["x.pt"])).Message.ShouldContain("neither as a zip file nor as a pickle");
        System.IO.File.WriteAllBytes(folder["x.pt"], P("N"));
        Should.Throw<FileFormatException>(() => TorchFile.Load(folder["x.pt"])).Message.ShouldContain("not PyTorch's magic number");
        Should.Throw<NotFoundException>(() => TorchFile.Load(folder["none.pt"])).Message.ShouldContain("none.pt");
    }
}
