using System.Text;
using Flint.IO;

namespace Flint.Tests.IO;

public class Crc32CTests
{
    // RFC 3720, appendix B.4; the last is the check value of the catalogue of CRC algorithms.
    public static TheoryData<byte[], uint> Published => new()
    {
        { new byte[32], 0x8A9136AA },
        { Enumerable.Repeat((byte)0xFF, 32).ToArray(), 0x62A8AB43 },
        { Enumerable.Range(0, 32).Select(i => (byte)i).ToArray(), 0x46DD794E },
        { Enumerable.Range(0, 32).Select(i => (byte)(31 - i)).ToArray(), 0x113FDB5C },
        { Encoding.ASCII.GetBytes("123456789"), 0xE3069283 },
        { [], 0 },
    };

    [Theory, MemberData(nameof(Published))]
    public void Gives_the_published_values(byte[] data, uint crc) => Crc32C.Compute(data).ShouldBe(crc);

    [Fact]
    public void Goes_on_from_an_earlier_part()
    {
        var data = Encoding.ASCII.GetBytes("123456789");
        for (var cut = 0; cut <= data.Length; cut++)
            Crc32C.Compute(data.AsSpan(cut), Crc32C.Compute(data.AsSpan(0, cut))).ShouldBe(0xE3069283);
    }

    [Fact]
    public void Masked_is_the_checksum_of_a_TFRecord() =>
        // The first 12 bytes of TensorBoard's event files: a length of 24 and its masked checksum.
        Crc32C.Masked([24, 0, 0, 0, 0, 0, 0, 0]).ShouldBe(0x224B7FA3u);
}
