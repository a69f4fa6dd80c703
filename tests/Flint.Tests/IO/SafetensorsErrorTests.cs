using System.Text;
using Flint.IO;
using Flint.Testing;

namespace Flint.Tests.IO;

/// <summary>Every rule of the format's specification, broken one at a time.</summary>
public class SafetensorsErrorTests
{
    // Header, bytes of data, and what the message must say.
    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "truncated: tensor 'a' ends at data byte 8, but only 7 are there")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "1 bytes follow the last tensor")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "tensor 'b' begins at data byte 1, but the one before ends at 2")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[3,5]}}""", 5, "tensor 'b' begins at data byte 3, but the next free byte is at 2")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "begins at data byte 1")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "takes 12 bytes, but its data_offsets span 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "begin and end, but has [8, 0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", 8, "needs two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "shape of tensor 'a' must be whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,8]}}""", 8, "shape of tensor 'a' must be whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483648],"data_offsets":[0,8]}}""", 8, "whole numbers from 0 to 2147483647")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,8]}}""", 8, "which no memory can hold")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0,2147483647,2147483647,2147483647],"data_offsets":[0,0]}}""", 0, "which no memory can hold")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,18446744073709551616]}}""", 8, "data_offsets of tensor 'a' must be whole numbers")]
    [InlineData("""{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""", 8, "unknown dtype 'F33'")]
    [InlineData("""{"a":{"dtype":7,"shape":[2],"data_offsets":[0,8]}}""", 8, "dtype of tensor 'a' must be a string")]
    [InlineData("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", 8, "needs dtype, shape and data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"U8","shape":[8],"data_offsets":[0,8]}}""", 8, "has 'dtype' twice")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""", 8, "tensor 'a' is there twice")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"}}""", 0, "__metadata__ has 'k' twice")]
    [InlineData("""{"__metadata__":{"k":1}}""", 0, "'k' must be a string")]
    [InlineData("""{"__metadata__":[]}""", 0, "must be an object of strings")]
    [InlineData("""{"a":[]}""", 0, "tensor 'a' must be an object")]
    [InlineData("""{"a":""", 0, "not valid JSON")]
    [InlineData("""{} {}""", 0, "not valid JSON")]
    [InlineData("""{"\ud800":{}}""", 0, "not valid Unicode")]
    [InlineData("""[]""", 0, "must begin with '{'")]
    [InlineData("", 0, "must begin with '{'")]
    public void A_broken_rule_is_named(string header, int dataBytes, string says) =>
        Refused(SafetensorsTests.Bytes(header, new byte[dataBytes])).ShouldContain(says);

    [Fact]
    public void The_place_of_the_fault_is_given()
    {
        var header = """{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""";
        Refused(SafetensorsTests.Bytes(header, new byte[8])).ShouldContain($"at byte {8 + header.IndexOf("\"F33\"", StringComparison.Ordinal)},");
    }

    [Theory]
    [InlineData(new byte[] { }, "0 bytes are less than the 8")]
    [InlineData(new byte[] { 1, 2, 3 }, "3 bytes are less than the 8")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 }, "18446744073709551615 bytes, the format allows 100000000")]
    [InlineData(new byte[] { 100, 0, 0, 0, 0, 0, 0, 0, 123, 125 }, "the header of 100 bytes at byte 8 goes past the end at byte 10")]
    [InlineData(new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, 123, 0xFF, 125 }, "not valid UTF-8")]
    public void A_foreign_or_cut_file_is_named(byte[] bytes, string says) => Refused(bytes).ShouldContain(says);

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        using var folder = new TempFolder();
        Safetensors.Save(folder["x"], new Dictionary<string, Tensor> { ["w"] = Tensor.From([1f, 2f, 3f], [3]), ["n"] = Tensor.From([1L], []) });
        var whole = File.ReadAllBytes(folder["x"]);
        for (var length = 0; length < whole.Length; length++) Refused(whole[..length]);
        Refused([.. whole, 0]);
    }

    [Fact]
    public void A_bool_that_is_neither_is_refused()
    {
        using var folder = new TempFolder();
        var header = """{"m":{"dtype":"BOOL","shape":[3],"data_offsets":[0,3]}}""";
        File.WriteAllBytes(folder["x"], SafetensorsTests.Bytes(header, [0, 1, 2]));
        Should.Throw<FileFormatException>(() => Safetensors.Load(folder["x"])).Message
            .ShouldContain($"at byte {8 + Encoding.UTF8.GetByteCount(header) + 2}, tensor 'm' of BOOL has the value 2");
    }

    [Fact]
    public void A_missing_file_is_a_missing_file() =>
        Should.Throw<NotFoundException>(() => Safetensors.Load("none.safetensors")).Message.ShouldContain("none.safetensors");

    static string Refused(byte[] bytes)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["x.safetensors"], bytes);
        var error = Should.Throw<FileFormatException>(() => Safetensors.Open(folder["x.safetensors"]).Dispose());
        error.Message.ShouldContain("x.safetensors");
        return error.Message;
    }
}
