using System.Buffers;
using System.Runtime.InteropServices;
using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>
/// Scales bytes as PIL does: along rows, then along columns, each sum of bytes times 22-bit fixed-point weights rounded to a byte.
/// The integers make every vector width give the same bits.
/// </summary>
static unsafe class ByteResampler
{
    const int Bits = 22;

    /// <summary>The part <paramref name="box"/> of a picture at another size; only the rows that it needs are read.</summary>
    internal static Image Resize(Image image, CropBox box, int height, int width, Resampling interpolation)
    {
        var channels = image.Channels;
        var pixels = GC.AllocateUninitializedArray<byte>(checked(height * width * channels));
        var rows = ResampleWeights.Make(box.Height, height, interpolation, antialias: true);
        var (firstRow, lastRow) = (rows.First[0], rows.First[^1] + rows.Count[^1]);
        var stride = image.Width * channels;
        fixed (byte* source = image.Pixels, target = pixels)
        {
            var from = source + (long)(box.Top + firstRow) * stride + box.Left * channels;
            if (width == box.Width)
            {
                Columns(from, stride, rows, firstRow, target, width * channels);
            }
            else
            {
                var columns = ResampleWeights.Make(box.Width, width, interpolation, antialias: true);
                var room = ArrayPool<byte>.Shared.Rent(checked((lastRow - firstRow) * width * channels));
                fixed (byte* between = room)
                {
                    Rows(from, stride, lastRow - firstRow, source + image.Pixels.Length, columns, between, channels);
                    Columns(between, width * channels, rows, firstRow, target, width * channels);
                }
                ArrayPool<byte>.Shared.Return(room);
            }
        }
        return new(width, height, channels, pixels);
    }

    static void Rows(byte* source, int stride, int count, byte* end, ResampleWeights columns, byte* target, int channels)
    {
        var weights = columns.Fixed(Bits);
        var width = columns.First.Length;
        fixed (int* first = columns.First, taps = columns.Count, values = weights)
        {
            var pass = new RowPass(first, taps, values, columns.Stride, width);
            var last = first[width - 1] + taps[width - 1];
            for (var y = 0; y < count; y++, source += stride, target += width * channels)
            {
                // Three samples are read as four: not where the array ends.
                if (channels == 3 && source + last * 3 < end) pass.Rgb(source, target);
                else if (channels == 4) pass.Rgba(source, target);
                else pass.Any(source, target, channels);
            }
        }
    }

    static void Columns(byte* source, int stride, ResampleWeights rows, int firstRow, byte* target, int length)
    {
        var weights = rows.Fixed(Bits);
        for (var y = 0; y < rows.First.Length; y++, target += length)
        {
            var from = source + (long)(rows.First[y] - firstRow) * stride;
            var taps = weights.AsSpan(y * rows.Stride, rows.Count[y]);
            // A weight of 2^22 is a copy.
            if (taps is [1 << Bits]) NativeMemory.Copy(from, target, (nuint)length);
            else ColumnPass.Row(from, stride, taps, target, length);
        }
    }

    /// <summary>A sum of samples times weights, with half of the last place added, as a byte.</summary>
    internal static byte Clip(int sum) => (byte)Math.Clamp(sum >> Bits, 0, 255);

    internal const int Half = 1 << Bits - 1;
    internal const int Shift = Bits;
}
