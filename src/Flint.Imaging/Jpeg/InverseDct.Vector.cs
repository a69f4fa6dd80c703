using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Flint.Imaging;

static partial class InverseDct
{
    /// <summary>As <see cref="Scalar"/>, eight columns and then eight rows at a time: a vector holds a row, a lane of each a column.</summary>
    internal static void Vector(ReadOnlySpan<short> block, ReadOnlySpan<short> quantization, Span<byte> samples, int stride)
    {
        _ = (block[63], quantization[63], samples[7 * stride + 7]);
        ref var coefficients = ref MemoryMarshal.GetReference(block);
        ref var factors = ref MemoryMarshal.GetReference(quantization);
        ref var target = ref MemoryMarshal.GetReference(samples);
        var (r1, r2, r3, r4) = (Load(ref coefficients, 1), Load(ref coefficients, 2), Load(ref coefficients, 3), Load(ref coefficients, 4));
        var (r5, r6, r7) = (Load(ref coefficients, 5), Load(ref coefficients, 6), Load(ref coefficients, 7));
        var r0 = Load(ref coefficients, 0) * Load(ref factors, 0);
        if ((r1 | r2 | r3 | r4 | r5 | r6 | r7) == Vector128<short>.Zero)
        {
            r0 <<= KeptBits;
            if ((r0 & Vector128.Create(0, -1, -1, -1, -1, -1, -1, -1)) == Vector128<short>.Zero)
            {
                Fill(r0[0], ref target, stride);
                return;
            }
            (r1, r2, r3, r4, r5, r6, r7) = (r0, r0, r0, r0, r0, r0, r0);
        }
        else
        {
            r1 *= Load(ref factors, 1);
            r2 *= Load(ref factors, 2);
            r3 *= Load(ref factors, 3);
            r4 *= Load(ref factors, 4);
            r5 *= Load(ref factors, 5);
            r6 *= Load(ref factors, 6);
            r7 *= Load(ref factors, 7);
            Pass<FirstPass>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        }
        Transpose(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        Pass<SecondPass>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        Store(r0, r1, r2, r3, r4, r5, r6, r7, ref target, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<short> Load(ref short from, int row) => Vector128.LoadUnsafe(ref from, (nuint)(row * 8));

    // All samples are the first coefficient.
    static void Fill(short dc, ref byte target, int stride)
    {
        var value = (byte)(Math.Clamp(dc + (1 << KeptBits + 2) >> KeptBits + 3, -128, 127) + 128);
        var row = Vector64.Create(value);
        for (var i = 0; i < 8; i++) row.StoreUnsafe(ref target, (nuint)(i * stride));
    }

    interface IPass
    {
        static abstract int Shift { get; }
    }

    readonly struct FirstPass : IPass
    {
        public static int Shift => Bits - KeptBits;
    }

    readonly struct SecondPass : IPass
    {
        public static int Shift => Bits + KeptBits + 3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Pass<TPass>(
        ref Vector128<short> x0, ref Vector128<short> x1, ref Vector128<short> x2, ref Vector128<short> x3,
        ref Vector128<short> x4, ref Vector128<short> x5, ref Vector128<short> x6, ref Vector128<short> x7)
        where TPass : struct, IPass
    {
        var (sum3, sum4) = (x7 + x3, x5 + x1);
        var (even0, even1) = (x0 + x4, x0 - x4);
        Half<TPass>(
            Lanes.InterleaveLow(x2, x6), WidenLow(even0), WidenLow(even1), Lanes.InterleaveLow(sum3, sum4), Lanes.InterleaveLow(x7, x1), Lanes.InterleaveLow(x5, x3),
            out var a0, out var a1, out var a2, out var a3, out var a4, out var a5, out var a6, out var a7);
        Half<TPass>(
            Lanes.InterleaveHigh(x2, x6), WidenHigh(even0), WidenHigh(even1), Lanes.InterleaveHigh(sum3, sum4), Lanes.InterleaveHigh(x7, x1), Lanes.InterleaveHigh(x5, x3),
            out var b0, out var b1, out var b2, out var b3, out var b4, out var b5, out var b6, out var b7);
        (x0, x1, x2, x3) = (Lanes.Pack(a0, b0), Lanes.Pack(a1, b1), Lanes.Pack(a2, b2), Lanes.Pack(a3, b3));
        (x4, x5, x6, x7) = (Lanes.Pack(a4, b4), Lanes.Pack(a5, b5), Lanes.Pack(a6, b6), Lanes.Pack(a7, b7));
    }

    // Four of the eight lanes; pairs are (x2, x6), (x7 + x3, x5 + x1), (x7, x1), (x5, x3).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Half<TPass>(
        Vector128<short> x26, Vector128<int> even0, Vector128<int> even1, Vector128<short> sums, Vector128<short> x71, Vector128<short> x53,
        out Vector128<int> y0, out Vector128<int> y1, out Vector128<int> y2, out Vector128<int> y3,
        out Vector128<int> y4, out Vector128<int> y5, out Vector128<int> y6, out Vector128<int> y7)
        where TPass : struct, IPass
    {
        var half = Vector128.Create(1 << TPass.Shift - 1);
        var even2 = Rotate(x26, C0541, Minus1307);
        var even3 = Rotate(x26, C1307, C0541);
        (even0, even1) = (even0 + half, even1 + half);
        var (a, b, c, d) = (even0 + even3, even1 + even2, even1 - even2, even0 - even3);
        var z3 = Rotate(sums, Minus0785, C1175);
        var z4 = Rotate(sums, C1175, C0785);
        var odd0 = Rotate(x71, Minus0601, Minus0899) + z3;
        var odd1 = Rotate(x53, Minus0509, Minus2562) + z4;
        var odd2 = Rotate(x53, Minus2562, C0509) + z3;
        var odd3 = Rotate(x71, Minus0899, C0601) + z4;
        (y0, y7, y1, y6) = (a + odd3 >> TPass.Shift, a - odd3 >> TPass.Shift, b + odd2 >> TPass.Shift, b - odd2 >> TPass.Shift);
        (y2, y5, y3, y4) = (c + odd1 >> TPass.Shift, c - odd1 >> TPass.Shift, d + odd0 >> TPass.Shift, d - odd0 >> TPass.Shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<int> Rotate(Vector128<short> pairs, short first, short second) =>
        Lanes.MultiplyAddPairs(pairs, Vector128.Create((ushort)first | second << 16).AsInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<int> WidenLow(Vector128<short> x) => Lanes.InterleaveLow(Vector128<short>.Zero, x).AsInt32() >> 16 - Bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<int> WidenHigh(Vector128<short> x) => Lanes.InterleaveHigh(Vector128<short>.Zero, x).AsInt32() >> 16 - Bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Transpose(
        ref Vector128<short> x0, ref Vector128<short> x1, ref Vector128<short> x2, ref Vector128<short> x3,
        ref Vector128<short> x4, ref Vector128<short> x5, ref Vector128<short> x6, ref Vector128<short> x7)
    {
        // Three rounds of interleaving rows that are 4 apart: each shifts the lane's number by one bit into the row's.
        for (var round = 0; round < 3; round++)
        {
            var (a0, a1, a2, a3) = (Lanes.InterleaveLow(x0, x4), Lanes.InterleaveHigh(x0, x4), Lanes.InterleaveLow(x1, x5), Lanes.InterleaveHigh(x1, x5));
            var (a4, a5, a6, a7) = (Lanes.InterleaveLow(x2, x6), Lanes.InterleaveHigh(x2, x6), Lanes.InterleaveLow(x3, x7), Lanes.InterleaveHigh(x3, x7));
            (x0, x1, x2, x3, x4, x5, x6, x7) = (a0, a1, a2, a3, a4, a5, a6, a7);
        }
    }

    // Vector i holds column i of the samples: interleaved into rows, 128 added.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(
        Vector128<short> x0, Vector128<short> x1, Vector128<short> x2, Vector128<short> x3,
        Vector128<short> x4, Vector128<short> x5, Vector128<short> x6, Vector128<short> x7, ref byte target, int stride)
    {
        var (c01, c23, c45, c67) = (Lanes.PackInterleaved(x0, x1), Lanes.PackInterleaved(x2, x3), Lanes.PackInterleaved(x4, x5), Lanes.PackInterleaved(x6, x7));
        var (left0, left4) = (Lanes.InterleaveLow(c01, c23).AsInt32(), Lanes.InterleaveHigh(c01, c23).AsInt32());
        var (right0, right4) = (Lanes.InterleaveLow(c45, c67).AsInt32(), Lanes.InterleaveHigh(c45, c67).AsInt32());
        StorePair(Lanes.InterleaveLow(left0, right0), ref target, 0, stride);
        StorePair(Lanes.InterleaveHigh(left0, right0), ref target, 2, stride);
        StorePair(Lanes.InterleaveLow(left4, right4), ref target, 4, stride);
        StorePair(Lanes.InterleaveHigh(left4, right4), ref target, 6, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void StorePair(Vector128<int> rows, ref byte target, int row, int stride)
    {
        var bytes = rows.AsByte() ^ Vector128.Create((byte)0x80);
        bytes.GetLower().StoreUnsafe(ref target, (nuint)(row * stride));
        bytes.GetUpper().StoreUnsafe(ref target, (nuint)((row + 1) * stride));
    }
}
