using System.Numerics;
using System.Runtime.InteropServices;

namespace Flint.Imaging;

/// <summary>
/// From the rows of a component at half resolution to a full row: linear interpolation between the centres of samples (3/4 of the nearer,
/// 1/4 of the farther one), rounded up and down by turns, as libjpeg's "fancy" method; other ratios repeat samples.
/// Rows and targets have room for <see cref="Slack"/> more bytes, which may be read and written.
/// </summary>
sealed class JpegUpsampling(int width)
{
    /// <summary>What vector code may touch behind a row.</summary>
    internal const int Slack = 64;

    // A row in 16 bits, with a neighbour on either side.
    readonly ushort[] sums = new ushort[width + 2 + Slack];

    /// <summary>Twice as many samples per row; at least 3 samples come in.</summary>
    internal void Horizontal(ReadOnlySpan<byte> row, int count, Span<byte> target)
    {
        ref var source = ref MemoryMarshal.GetReference(Checked(row, count));
        ref var middle = ref sums[1];
        for (var i = 0; i < count; i += Vector<byte>.Count)
        {
            Vector.Widen(Vector.LoadUnsafe(ref source, (nuint)i), out var low, out var high);
            low.StoreUnsafe(ref middle, (nuint)i);
            high.StoreUnsafe(ref middle, (nuint)(i + Vector<ushort>.Count));
        }
        Interpolate(count, 1, 2, 2, target);
    }

    /// <summary>Twice as many samples per row and rows: weights 9, 3, 3, 1 of 16; at least 3 samples come in.</summary>
    internal void Both(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, int count, Span<byte> target)
    {
        ref var nearer = ref MemoryMarshal.GetReference(Checked(near, count));
        ref var farther = ref MemoryMarshal.GetReference(Checked(far, count));
        ref var middle = ref sums[1];
        for (var i = 0; i < count; i += Vector<byte>.Count)
        {
            Vector.Widen(Vector.LoadUnsafe(ref nearer, (nuint)i), out var nearLow, out var nearHigh);
            Vector.Widen(Vector.LoadUnsafe(ref farther, (nuint)i), out var farLow, out var farHigh);
            (nearLow + nearLow + nearLow + farLow).StoreUnsafe(ref middle, (nuint)i);
            (nearHigh + nearHigh + nearHigh + farHigh).StoreUnsafe(ref middle, (nuint)(i + Vector<ushort>.Count));
        }
        Interpolate(count, 8, 7, 4, target);
    }

    /// <summary>A row between the nearer and the farther of two.</summary>
    internal static void Vertical(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, int count, bool isUpper, Span<byte> target)
    {
        ref var nearer = ref MemoryMarshal.GetReference(Checked(near, count));
        ref var farther = ref MemoryMarshal.GetReference(Checked(far, count));
        ref var result = ref MemoryMarshal.GetReference(Checked(target, count));
        var bias = new Vector<ushort>((ushort)(isUpper ? 1 : 2));
        for (var i = 0; i < count; i += Vector<byte>.Count)
        {
            Vector.Widen(Vector.LoadUnsafe(ref nearer, (nuint)i), out var nearLow, out var nearHigh);
            Vector.Widen(Vector.LoadUnsafe(ref farther, (nuint)i), out var farLow, out var farHigh);
            var (low, high) = (nearLow + nearLow + nearLow + farLow + bias >>> 2, nearHigh + nearHigh + nearHigh + farHigh + bias >>> 2);
            Vector.Narrow(low, high).StoreUnsafe(ref result, (nuint)i);
        }
    }

    /// <summary>Each sample <paramref name="times"/> times.</summary>
    internal static void Repeat(ReadOnlySpan<byte> row, int count, int times, Span<byte> target)
    {
        for (var i = 0; i < count; i++) target.Slice(i * times, times).Fill(row[i]);
    }

    // Between each sum and its neighbours: (3 middle + left + even) >> shift, (3 middle + right + odd) >> shift, by turns.
    void Interpolate(int count, int even, int odd, int shift, Span<byte> target)
    {
        (sums[0], sums[count + 1]) = (sums[1], sums[count]);
        ref var left = ref sums[0];
        ref var result = ref MemoryMarshal.GetReference(Checked(target, 2 * count));
        var (evenBias, oddBias) = (new Vector<ushort>((ushort)even), new Vector<ushort>((ushort)odd));
        for (var i = 0; i < count; i += Vector<ushort>.Count)
        {
            var middle = Vector.LoadUnsafe(ref left, (nuint)(i + 1));
            middle += middle + middle;
            var evens = middle + Vector.LoadUnsafe(ref left, (nuint)i) + evenBias >>> shift;
            var odds = middle + Vector.LoadUnsafe(ref left, (nuint)(i + 2)) + oddBias >>> shift;
            // The lower byte of a lane comes first in memory.
            Vector.AsVectorByte(evens | odds << 8).StoreUnsafe(ref result, (nuint)(2 * i));
        }
    }

    static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> row, int count) => row[..(count + Slack)];

    static Span<byte> Checked(Span<byte> row, int count) => row[..(count + Slack)];
}
