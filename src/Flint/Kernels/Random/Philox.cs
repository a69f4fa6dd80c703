using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Flint.Kernels;

/// <summary>
/// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3"
/// (SC 2011): ten rounds of multiply and xor turn (128-bit counter, 64-bit key) into 128 random bits. Any block is found
/// without the ones before it, so threads need no order.
/// </summary>
static unsafe class Philox
{
    /// <summary>Words made by one <see cref="Group"/>: 16 blocks of 4.</summary>
    internal const int GroupWords = 64;

    const uint M0 = 0xD2511F53, M1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    /// <summary>One block: the textbook form, which the vector form below is tested against.</summary>
    internal static (uint, uint, uint, uint) Block((uint, uint, uint, uint) counter, ulong key)
    {
        var (c0, c1, c2, c3) = counter;
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < 10; round++)
        {
            var (p0, p1) = ((ulong)M0 * c0, (ulong)M1 * c2);
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            (k0, k1) = (k0 + Weyl0, k1 + Weyl1);
        }
        return (c0, c1, c2, c3);
    }

    /// <summary>
    /// Blocks 16 * group to 16 * group + 15 of <paramref name="key"/>'s stream, word-major: <c>words[16 * w + b]</c> is word w
    /// of block b. Fixed by definition and not by the vector width, and needs no transposition.
    /// </summary>
    internal static void Group(ulong key, ulong group, uint* words)
    {
        var block = group * 16;
        // A 64-bit lane holds one 32-bit value, so that a product fills it; upper halves are garbage that products ignore.
        var high = Vector256.Create(block >> 32);
        Rounds(key, Vector256.Create(block) + Vector256.Create(0UL, 2, 4, 6), high, out var a0, out var a1, out var a2, out var a3);
        Rounds(key, Vector256.Create(block) + Vector256.Create(1UL, 3, 5, 7), high, out var b0, out var b1, out var b2, out var b3);
        Store(a0, b0, words);
        Store(a1, b1, words + 16);
        Store(a2, b2, words + 32);
        Store(a3, b3, words + 48);
        Rounds(key, Vector256.Create(block) + Vector256.Create(8UL, 10, 12, 14), high, out a0, out a1, out a2, out a3);
        Rounds(key, Vector256.Create(block) + Vector256.Create(9UL, 11, 13, 15), high, out b0, out b1, out b2, out b3);
        Store(a0, b0, words + 8);
        Store(a1, b1, words + 24);
        Store(a2, b2, words + 40);
        Store(a3, b3, words + 56);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Rounds(ulong key, Vector256<ulong> low, Vector256<ulong> high,
        out Vector256<ulong> c0, out Vector256<ulong> c1, out Vector256<ulong> c2, out Vector256<ulong> c3)
    {
        (c0, c1, c2, c3) = (low, high, Vector256<ulong>.Zero, Vector256<ulong>.Zero);
        var (m0, m1) = (Vector256.Create((ulong)M0), Vector256.Create((ulong)M1));
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < 10; round++)
        {
            var (p0, p1) = (Multiply(c0, m0), Multiply(c2, m1));
            c0 = (p1 >>> 32) ^ c1 ^ Vector256.Create((ulong)k0);
            c2 = (p0 >>> 32) ^ c3 ^ Vector256.Create((ulong)k1);
            (c1, c3) = (p1, p0);
            (k0, k1) = (k0 + Weyl0, k1 + Weyl1);
        }
    }

    /// <summary>The 64-bit products of the lower 32 bits of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<ulong> Multiply(Vector256<ulong> x, Vector256<ulong> y) => Avx2.IsSupported
        ? Avx2.Multiply(x.AsUInt32(), y.AsUInt32())
        : (x & Vector256.Create((ulong)uint.MaxValue)) * y;

    /// <summary>Interleaves the lower halves: even lanes from <paramref name="even"/>, odd ones from <paramref name="odd"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(Vector256<ulong> even, Vector256<ulong> odd, uint* words) =>
        ((even & Vector256.Create((ulong)uint.MaxValue)) | odd << 32).AsUInt32().Store(words);
}
