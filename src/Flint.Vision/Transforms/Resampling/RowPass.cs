using System.Runtime.Intrinsics;

namespace Flint.Vision.Transforms;

/// <summary>One row of pixels scaled: target x is the weighted sum of the pixels from first[x] on. A vector holds the channels of a pixel.</summary>
readonly unsafe struct RowPass(int* first, int* taps, int* weights, int stride, int width)
{
    internal void Rgb(byte* source, byte* target)
    {
        for (var x = 0; x < width; x++, target += 3)
        {
            var pixel = Pixel(source + first[x] * 3, 3, weights + (nint)x * stride, taps[x]);
            *(ushort*)target = (ushort)pixel;
            target[2] = (byte)(pixel >> 16);
        }
    }

    internal void Rgba(byte* source, byte* target)
    {
        for (var x = 0; x < width; x++, target += 4)
            *(uint*)target = Pixel(source + first[x] * 4, 4, weights + (nint)x * stride, taps[x]);
    }

    /// <summary>The same without vectors.</summary>
    internal void Any(byte* source, byte* target, int channels)
    {
        for (var x = 0; x < width; x++)
        {
            var w = weights + (nint)x * stride;
            for (var c = 0; c < channels; c++)
            {
                var sum = ByteResampler.Half;
                var s = source + first[x] * channels + c;
                for (var k = 0; k < taps[x]; k++, s += channels) sum += *s * w[k];
                *target++ = ByteResampler.Clip(sum);
            }
        }
    }

    static uint Pixel(byte* source, int step, int* weights, int count)
    {
        var sum = Vector128.Create(ByteResampler.Half);
        for (var k = 0; k < count; k++, source += step)
        {
            var bytes = Vector128.CreateScalarUnsafe(*(uint*)source).AsByte();
            sum += Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32() * Vector128.Create(weights[k]);
        }
        var clipped = Vector128.Clamp(sum >> ByteResampler.Shift, Vector128<int>.Zero, Vector128.Create(255)).AsUInt32();
        var shorts = Vector128.Narrow(clipped, clipped);
        return Vector128.Narrow(shorts, shorts).AsUInt32().ToScalar();
    }
}
