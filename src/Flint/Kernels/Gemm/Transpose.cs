using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Flint.Kernels;

/// <summary>Rows to columns with 128-bit shuffles: four floats by four, four by two, two doubles by two.</summary>
static unsafe class Transpose
{
    /// <summary>How many of <paramref name="rows"/> rows are transposed together; 1 where only element by element remains.</summary>
    internal static int Group<T>(int rows) where T : unmanaged =>
        !Sse2.IsSupported && !AdvSimd.Arm64.IsSupported ? 1
        : sizeof(T) == 4 && rows >= 4 ? 4
        : rows >= 2 ? 2 : 1;

    /// <summary><c>destination[p width + i] = source[i stride + p]</c> for i below <paramref name="group"/>, p below <paramref name="k"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Columns<T>(T* destination, nint width, T* source, nint stride, int group, int k) where T : unmanaged
    {
        var f = (float*)source;
        var done = typeof(T) == typeof(double) ? Pairs((double*)destination, width, (double*)source, (double*)source + stride, k)
            : group == 4 ? Fours((float*)destination, width, f, f + stride, f + 2 * stride, f + 3 * stride, k, ahead: 4 * stride)
            : Twos((float*)destination, width, f, stride, k);
        for (var p = done; p < k; p++)
            for (var i = 0; i < group; i++) destination[p * width + i] = source[i * stride + p];
    }

    /// <summary>The largest group for this type.</summary>
    internal static int Full<T>() where T : unmanaged => sizeof(T) == 4 ? 4 : 2;

    /// <summary>
    /// <c>destination[p width + i] = source[offsets[i] + p]</c> for a full group, p below <paramref name="k"/> rounded up to
    /// the group's size: reads and writes that much too far.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Gathered<T>(T* source, int* offsets, T* destination, nint width, int k) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            var s = (float*)source;
            Fours((float*)destination, width, s + offsets[0], s + offsets[1], s + offsets[2], s + offsets[3], (k + 3) & ~3, ahead: 0);
        }
        else
        {
            var s = (double*)source;
            Pairs((double*)destination, width, s + offsets[0], s + offsets[1], (k + 1) & ~1);
        }
    }

    /// <summary>The elements <paramref name="ahead"/> of each row, mostly those of the next four rows, are asked for meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Fours(float* destination, nint width, float* s0, float* s1, float* s2, float* s3, int k, nint ahead)
    {
        var p = 0;
        for (; p + 4 <= k; p += 4, destination += 4 * width)
        {
            Prefetch.Line(s0 + p + ahead);
            Prefetch.Line(s1 + p + ahead);
            Prefetch.Line(s2 + p + ahead);
            Prefetch.Line(s3 + p + ahead);
            var r0 = Vector128.Load(s0 + p);
            var r1 = Vector128.Load(s1 + p);
            var r2 = Vector128.Load(s2 + p);
            var r3 = Vector128.Load(s3 + p);
            var low02 = ZipLow(r0, r2);
            var low13 = ZipLow(r1, r3);
            var high02 = ZipHigh(r0, r2);
            var high13 = ZipHigh(r1, r3);
            ZipLow(low02, low13).Store(destination);
            ZipHigh(low02, low13).Store(destination + width);
            ZipLow(high02, high13).Store(destination + 2 * width);
            ZipHigh(high02, high13).Store(destination + 3 * width);
        }
        return p;
    }

    /// <summary>Whether <see cref="Eights"/> is there.</summary>
    internal static bool HasEights => Avx.IsSupported;

    /// <summary>
    /// <c>destination[p width + i] = source[i stride + p]</c> for i below 8, p below <paramref name="k"/>: two blocks of four rows, each in its half of a
    /// vector, so that a column of all eight is stored at once.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Eights(float* destination, nint width, float* source, nint stride, int k)
    {
        float* s0 = source, s1 = s0 + stride, s2 = s1 + stride, s3 = s2 + stride, s4 = s3 + stride, s5 = s4 + stride, s6 = s5 + stride, s7 = s6 + stride;
        var ahead = 8 * stride;
        var p = 0;
        for (; p + 4 <= k; p += 4, destination += 4 * width)
        {
            Prefetch.Line(s0 + p + ahead);
            Prefetch.Line(s1 + p + ahead);
            Prefetch.Line(s2 + p + ahead);
            Prefetch.Line(s3 + p + ahead);
            Prefetch.Line(s4 + p + ahead);
            Prefetch.Line(s5 + p + ahead);
            Prefetch.Line(s6 + p + ahead);
            Prefetch.Line(s7 + p + ahead);
            var r0 = Vector256.Create(Vector128.Load(s0 + p), Vector128.Load(s4 + p));
            var r1 = Vector256.Create(Vector128.Load(s1 + p), Vector128.Load(s5 + p));
            var r2 = Vector256.Create(Vector128.Load(s2 + p), Vector128.Load(s6 + p));
            var r3 = Vector256.Create(Vector128.Load(s3 + p), Vector128.Load(s7 + p));
            var low02 = Avx.UnpackLow(r0, r2);
            var low13 = Avx.UnpackLow(r1, r3);
            var high02 = Avx.UnpackHigh(r0, r2);
            var high13 = Avx.UnpackHigh(r1, r3);
            Avx.UnpackLow(low02, low13).Store(destination);
            Avx.UnpackHigh(low02, low13).Store(destination + width);
            Avx.UnpackLow(high02, high13).Store(destination + 2 * width);
            Avx.UnpackHigh(high02, high13).Store(destination + 3 * width);
        }
        for (; p < k; p++, destination += width)
            for (var i = 0; i < 8; i++) destination[i] = source[i * stride + p];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Twos(float* destination, nint width, float* source, nint stride, int k)
    {
        var s1 = source + stride;
        var p = 0;
        for (; p + 4 <= k; p += 4, destination += 4 * width)
        {
            var r0 = Vector128.Load(source + p);
            var r1 = Vector128.Load(s1 + p);
            var low = ZipLow(r0, r1).AsDouble();
            var high = ZipHigh(r0, r1).AsDouble();
            *(double*)destination = low.GetElement(0);
            *(double*)(destination + width) = low.GetElement(1);
            *(double*)(destination + 2 * width) = high.GetElement(0);
            *(double*)(destination + 3 * width) = high.GetElement(1);
        }
        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Pairs(double* destination, nint width, double* s0, double* s1, int k)
    {
        var p = 0;
        for (; p + 2 <= k; p += 2, destination += 2 * width)
        {
            var r0 = Vector128.Load(s0 + p);
            var r1 = Vector128.Load(s1 + p);
            ZipLow(r0, r1).Store(destination);
            ZipHigh(r0, r1).Store(destination + width);
        }
        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<double> ZipLow(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<double> ZipHigh(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);
}
