using Flint.Kernels;

namespace Flint.Tests.Runtime;

public sealed unsafe class PhiloxTests
{
    /// <summary>Known answers of philox4x32 with 10 rounds, published with Random123 (tests/kat_vectors).</summary>
    [Theory]
    [InlineData(0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void BlocksGiveThePublishedAnswers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3) =>
        Philox.Block((c0, c1, c2, c3), (ulong)k1 << 32 | k0).ShouldBe((r0, r1, r2, r3));

    [Theory]
    [InlineData(0UL, 0UL), InlineData(0x299f31d0a4093822UL, 5UL), InlineData(ulong.MaxValue, 0x0FFF_FFFFUL), InlineData(42UL, 0x1234_5678_9ABCUL)]
    public void AGroupIsSixteenBlocks(ulong key, ulong group)
    {
        var words = stackalloc uint[Philox.GroupWords];
        Philox.Group(key, group, words);
        for (var b = 0; b < 16; b++)
        {
            var block = group * 16 + (ulong)b;
            var expected = Philox.Block(((uint)block, (uint)(block >> 32), 0, 0), key);
            (words[b], words[16 + b], words[32 + b], words[48 + b]).ShouldBe(expected);
        }
    }
}
