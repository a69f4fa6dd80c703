using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Flint.Data;
using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>From pictures to tensors.</summary>
public static class ImageTensors
{
    extension(Image image)
    {
        /// <summary>The picture as Float32 [C, H, W]: samples / 255, or normalised from bytes; the bits are torchvision's.</summary>
        /// <param name="normalization">What bytes become; null is 0 to 1.</param>
        /// <exception cref="ShapeException">The normalisation is for another number of channels.</exception>
        public Tensor ToTensor(Normalization? normalization = null)
        {
            ArgumentNullException.ThrowIfNull(image);
            var (channels, count) = (image.Channels, image.Width * image.Height);
            var x = Tensor.Empty([channels, image.Height, image.Width]);
            var values = x.RawSpan<float>();
            var maps = (normalization ?? Normalization.Unit).Maps(channels);
            Span<float> table = stackalloc float[256];
            for (var c = 0; c < channels; c++)
            {
                for (var b = 0; b < 256; b++) table[b] = maps[c].Apply((byte)b);
                Plane(image.Pixels.AsSpan(c), channels, table, values.Slice(c * count, count));
            }
            GC.KeepAlive(x);
            return x;
        }
    }

    static void Plane(ReadOnlySpan<byte> samples, int step, ReadOnlySpan<float> table, Span<float> plane)
    {
        ref var entry = ref MemoryMarshal.GetReference(table); // of 256: a byte is never outside
        for (int i = 0, s = 0; i < plane.Length; i++, s += step) plane[i] = Unsafe.Add(ref entry, samples[s]);
    }
}
