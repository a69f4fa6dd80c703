using System.Numerics;

namespace Flint.Data;

/// <summary>
/// Bytes to normalised floats: y = (x / divisor - mean) / std. Real divisions, not multiplications by reciprocals, so that the bits
/// are torchvision's, and the same at every vector width.
/// </summary>
readonly unsafe struct ByteMap(float divisor, float mean, float std)
{
    internal float Apply(byte x) => (x / divisor - mean) / std;

    /// <summary>Maps <paramref name="count"/> bytes, a vector of them at a time; the last vector overlaps the one before.</summary>
    internal void Apply(byte* source, float* target, long count)
    {
        long i = 0, last = count - Vector<byte>.Count;
        for (; i <= last; i += Vector<byte>.Count) Step(source + i, target + i);
        if (i < count && last >= 0) Step(source + last, target + last);
        else
            for (; i < count; i++) target[i] = Apply(source[i]);
    }

    // One vector of bytes fills four of floats.
    void Step(byte* source, float* target)
    {
        Vector.Widen(Vector.Load(source), out var low, out var high);
        Vector.Widen(low, out var a, out var b);
        Vector.Widen(high, out var c, out var d);
        Apply(a).Store(target);
        Apply(b).Store(target + Vector<float>.Count);
        Apply(c).Store(target + 2 * Vector<float>.Count);
        Apply(d).Store(target + 3 * Vector<float>.Count);
    }

    Vector<float> Apply(Vector<uint> x) =>
        (Vector.ConvertToSingle(Vector.AsVectorInt32(x)) / new Vector<float>(divisor) - new Vector<float>(mean)) / new Vector<float>(std);
}
