namespace Flint;

/// <summary>A border of one value, or made of the inside.</summary>
public static class PadOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// Adds elements of <paramref name="value"/> before and after the last dimensions. Numbers come in pairs, the last
        /// dimension first, as in PyTorch: [left, right, top, bottom]. Negative numbers cut off.
        /// </summary>
        /// <param name="padding">2 numbers per padded dimension.</param>
        /// <param name="value">What the border holds.</param>
        /// <exception cref="ShapeException">The numbers are not pairs, are for more dimensions than there are, or cut off too much.</exception>
        public Tensor Pad(ReadOnlySpan<int> padding, double value = 0)
        {
            var sizes = x.Shape.ToArray();
            if (padding.Length % 2 != 0 || padding.Length > 2 * x.Rank)
                throw new ShapeException(
                    $"Pad on input {x.Shape} expects 2 numbers per dimension, at most {2 * x.Rank}, but got {padding.Length}.");
            var part = x;
            for (var k = 0; k < padding.Length / 2; k++)
            {
                var (d, before, after) = (x.Rank - 1 - k, padding[2 * k], padding[2 * k + 1]);
                var size = (long)sizes[d] + before + after;
                var (start, end) = (Math.Max(0, -(long)before), sizes[d] - Math.Max(0, -(long)after));
                if (size < 0 || start > end)
                    throw new ShapeException($"Pad by {before} and {after} cuts more than dimension {d} of {x.Shape} has.");
                if (size > int.MaxValue)
                    throw new ShapeException($"Pad by {before} and {after} makes dimension {d} of {x.Shape} {size} long, more than {int.MaxValue}.");
                part = part.Narrow(d, (int)start, (int)(end - start));
                sizes[d] = (int)size;
            }
            return Fill(part, new(sizes), padding.ToArray(), value);
        }

        /// <summary>Adds a border that is made of the inside; pairs of numbers as for <see cref="Pad(Tensor, ReadOnlySpan{int}, double)"/>.</summary>
        /// <param name="padding">2 numbers per padded dimension, the last dimension first. Negative numbers cut off.</param>
        /// <param name="mode">What the border is made of.</param>
        /// <exception cref="ShapeException">
        /// The numbers are not pairs or cut off too much, or a border is wider than the mode can make: Reflect less than the size, Circular at
        /// most the size, Replicate of one element or more.
        /// </exception>
        public Tensor Pad(ReadOnlySpan<int> padding, PadMode mode)
        {
            if (mode == PadMode.Constant) return x.Pad(padding);
            if (padding.Length % 2 != 0 || padding.Length > 2 * x.Rank)
                throw new ShapeException($"Pad on input {x.Shape} expects 2 numbers per dimension, at most {2 * x.Rank}, but got {padding.Length}.");
            var shape = x.Shape;
            for (var k = 0; k < padding.Length / 2; k++)
            {
                var (d, before, after) = (x.Rank - 1 - k, padding[2 * k], padding[2 * k + 1]);
                var size = shape[d];
                var most = mode switch { PadMode.Reflect => size - 1, PadMode.Circular => size, _ => size > 0 ? int.MaxValue / 4 : 0 };
                if (before > most || after > most || (long)size + Math.Min(before, 0) + Math.Min(after, 0) < 0)
                    throw new ShapeException($"Pad by {before} and {after} in mode {mode} does not fit dimension {d} of {shape}: a border of at most {Math.Max(most, 0)}, a cut of at most {size}.");
                if (before == 0 && after == 0) continue;
                var ids = new long[size + before + after];
                for (var i = 0; i < ids.Length; i++) ids[i] = Source(i - before, size, mode);
                x = x.IndexSelect(d, Tensor.From<long>(ids));
            }
            return x;
        }
    }

    static int Source(int i, int size, PadMode mode) => mode switch
    {
        PadMode.Reflect => i < 0 ? -i : i >= size ? 2 * (size - 1) - i : i,
        PadMode.Replicate => Math.Clamp(i, 0, size - 1),
        _ => ((i % size) + size) % size,
    };

    static Tensor Fill(Tensor x, Shape shape, int[] padding, double value)
    {
        var y = Tensor.Full(shape, value, x.DType);
        var inner = x.Shape;
        Tensor Inside(Tensor whole)
        {
            for (var k = 0; k < padding.Length / 2; k++)
                whole = whole.Narrow(whole.Rank - 1 - k, Math.Max(0, padding[2 * k]), inner[whole.Rank - 1 - k]);
            return whole;
        }
        x.Device.Copy(x, Inside(y));
        return Tape.Record(y, x, Inside);
    }
}
