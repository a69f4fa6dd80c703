using System.Numerics;

namespace Flint.Vision.Transforms;

/// <summary>One row of samples as the weighted sum of the rows from a place on, a vector of samples at a time.</summary>
static unsafe class ColumnPass
{
    internal static void Row(byte* source, int stride, ReadOnlySpan<int> taps, byte* target, int length)
    {
        var x = 0;
        for (; x <= length - Vector<byte>.Count; x += Vector<byte>.Count) Step(source + x, stride, taps, target + x);
        for (; x < length; x++)
        {
            var sum = ByteResampler.Half;
            var s = source + x;
            foreach (var w in taps)
            {
                sum += *s * w;
                s += stride;
            }
            target[x] = ByteResampler.Clip(sum);
        }
    }

    // One vector of bytes fills four of sums.
    static void Step(byte* source, int stride, ReadOnlySpan<int> taps, byte* target)
    {
        var a = new Vector<int>(ByteResampler.Half);
        var (b, c, d) = (a, a, a);
        foreach (var tap in taps)
        {
            var w = new Vector<int>(tap);
            Vector.Widen(Vector.Load(source), out var low, out var high);
            Vector.Widen(low, out var p, out var q);
            Vector.Widen(high, out var r, out var s);
            a += p.As<uint, int>() * w;
            b += q.As<uint, int>() * w;
            c += r.As<uint, int>() * w;
            d += s.As<uint, int>() * w;
            source += stride;
        }
        Vector.Narrow(Vector.Narrow(Clip(a), Clip(b)), Vector.Narrow(Clip(c), Clip(d))).Store(target);
    }

    static Vector<uint> Clip(Vector<int> sum) =>
        Vector.Min(Vector.Max(sum >> ByteResampler.Shift, Vector<int>.Zero), new Vector<int>(255)).As<int, uint>();
}
