using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Flint.Kernels;

/// <summary>
/// One row of 2 x 2 blocks in float: 8 blocks at a time with AVX2, 4 with 128-bit vectors, one by one without. What is
/// left over is done by a last vector that overlaps the one before, as each block is only written, never added to.
/// </summary>
static unsafe class PairRows
{
    internal static void Forward(float* above, int width, float* y, byte* at, int count)
    {
        if (Avx2.IsSupported && count >= 8)
            for (var j = 0; ; j = Math.Min(j + 8, count - 8))
            {
                Eight(above + 2 * j, above + width + 2 * j, y + j, at == null ? null : at + j);
                if (j == count - 8) return;
            }
        if (Vector128.IsHardwareAccelerated && count >= 4)
            for (var j = 0; ; j = Math.Min(j + 4, count - 4))
            {
                Four(above + 2 * j, above + width + 2 * j, y + j, at == null ? null : at + j);
                if (j == count - 4) return;
            }
        MaxPool2x2.Row(above, y, at, 0, count, width);
    }

    internal static void Backward(float* dy, byte* at, float* above, int width, int count)
    {
        if (Avx2.IsSupported && count >= 8)
            for (var j = 0; ; j = Math.Min(j + 8, count - 8))
            {
                SpreadEight(dy + j, at + j, above + 2 * j, above + width + 2 * j);
                if (j == count - 8) return;
            }
        if (Vector128.IsHardwareAccelerated && count >= 4)
            for (var j = 0; ; j = Math.Min(j + 4, count - 4))
            {
                SpreadFour(dy + j, at + j, above + 2 * j, above + width + 2 * j);
                if (j == count - 4) return;
            }
        MaxPool2x2.Row(dy, at, above, 0, count, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Eight(float* above, float* below, float* y, byte* at)
    {
        // In-lane shuffles leave the blocks in the order 0 1 4 5 | 2 3 6 7, put right once at the end.
        var (a0, a1) = (Vector256.Load(above), Vector256.Load(above + 8));
        var (b0, b1) = (Vector256.Load(below), Vector256.Load(below + 8));
        var best = Avx.Shuffle(a0, a1, 0x88);
        var winner = Vector256<int>.Zero;
        Take(ref best, ref winner, Avx.Shuffle(a0, a1, 0xDD), 1);
        Take(ref best, ref winner, Avx.Shuffle(b0, b1, 0x88), 2);
        Take(ref best, ref winner, Avx.Shuffle(b0, b1, 0xDD), 3);
        Avx2.Permute4x64(best.AsDouble(), 0xD8).AsSingle().Store(y);
        if (at == null) return;
        var ordered = Avx2.Permute4x64(winner.AsInt64(), 0xD8).AsInt32();
        var words = Vector128.Narrow(ordered.GetLower(), ordered.GetUpper());
        *(long*)at = Vector128.Narrow(words, words).AsInt64().ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Take(ref Vector256<float> best, ref Vector256<int> winner, Vector256<float> value, int number)
    {
        var wins = Vector256.GreaterThan(value, best) | ~Vector256.Equals(value, value);
        best = Vector256.ConditionalSelect(wins, value, best);
        winner = Vector256.ConditionalSelect(wins.AsInt32(), Vector256.Create(number), winner);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Four(float* above, float* below, float* y, byte* at)
    {
        var (a0, a1) = (Vector128.Load(above), Vector128.Load(above + 4));
        var (b0, b1) = (Vector128.Load(below), Vector128.Load(below + 4));
        var best = Even(a0, a1);
        var winner = Vector128<int>.Zero;
        Take(ref best, ref winner, Odd(a0, a1), 1);
        Take(ref best, ref winner, Even(b0, b1), 2);
        Take(ref best, ref winner, Odd(b0, b1), 3);
        best.Store(y);
        if (at == null) return;
        var words = Vector128.Narrow(winner, winner);
        *(int*)at = Vector128.Narrow(words, words).AsInt32().ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Take(ref Vector128<float> best, ref Vector128<int> winner, Vector128<float> value, int number)
    {
        var wins = Vector128.GreaterThan(value, best) | ~Vector128.Equals(value, value);
        best = Vector128.ConditionalSelect(wins, value, best);
        winner = Vector128.ConditionalSelect(wins.AsInt32(), Vector128.Create(number), winner);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> Even(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported) return Sse.Shuffle(a, b, 0x88);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.UnzipEven(a, b);
        return Vector128.Create(a[0], a[2], b[0], b[2]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> Odd(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported) return Sse.Shuffle(a, b, 0xDD);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.UnzipOdd(a, b);
        return Vector128.Create(a[1], a[3], b[1], b[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void SpreadEight(float* dy, byte* at, float* above, float* below)
    {
        var gradient = Vector256.Load(dy);
        var winner = Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(*(long*)at).AsByte());
        Interleave(Where(gradient, winner, 0), Where(gradient, winner, 1), above);
        Interleave(Where(gradient, winner, 2), Where(gradient, winner, 3), below);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> Where(Vector256<float> gradient, Vector256<int> winner, int number) =>
        gradient & Vector256.Equals(winner, Vector256.Create(number)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Interleave(Vector256<float> even, Vector256<float> odd, float* target)
    {
        var (low, high) = (Avx.UnpackLow(even, odd), Avx.UnpackHigh(even, odd));
        Avx.Permute2x128(low, high, 0x20).Store(target);
        Avx.Permute2x128(low, high, 0x31).Store(target + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void SpreadFour(float* dy, byte* at, float* above, float* below)
    {
        var gradient = Vector128.Load(dy);
        var winner = Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(int*)at).AsByte())).AsInt32();
        Interleave(Where(gradient, winner, 0), Where(gradient, winner, 1), above);
        Interleave(Where(gradient, winner, 2), Where(gradient, winner, 3), below);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> Where(Vector128<float> gradient, Vector128<int> winner, int number) =>
        gradient & Vector128.Equals(winner, Vector128.Create(number)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Interleave(Vector128<float> even, Vector128<float> odd, float* target)
    {
        if (Sse.IsSupported)
        {
            Sse.UnpackLow(even, odd).Store(target);
            Sse.UnpackHigh(even, odd).Store(target + 4);
        }
        else if (AdvSimd.Arm64.IsSupported)
        {
            AdvSimd.Arm64.ZipLow(even, odd).Store(target);
            AdvSimd.Arm64.ZipHigh(even, odd).Store(target + 4);
        }
        else
        {
            for (var i = 0; i < 4; i++) (target[2 * i], target[2 * i + 1]) = (even[i], odd[i]);
        }
    }
}
