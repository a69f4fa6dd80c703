using System.Buffers.Binary;

namespace Flint.Data;

/// <summary>Makes WAV files.</summary>
static class WavWriter
{
    const int HeaderBytes = 44;

    internal static byte[] Encode(Tensor samples, int sampleRate, WavFormat format)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        if (samples.Rank is not (1 or 2) || samples.Size(0) == 0)
            throw new ShapeException($"Wav expects samples of [T] or [channels, T], but got {samples.Shape}.");
        if (!samples.DType.IsFloating)
            throw new DTypeException($"Wav expects samples of Float32 or Float64 in -1 to 1, but got {samples.DType}: convert and scale first.");
        int channels = samples.Rank == 1 ? 1 : samples.Size(0), count = samples.Size(-1), width = Bytes(format);
        var length = (long)channels * count * width;
        if (channels > 1024 || length > int.MaxValue / 2) throw new ShapeException($"Wav holds at most 1024 channels and 1 GiB, but got samples {samples.Shape}.");
        var bytes = new byte[HeaderBytes + length + (length & 1)];
        Header(bytes, channels, sampleRate, width, format is WavFormat.Float32 or WavFormat.Float64, (int)length);
        var values = samples.Detach().To(DType.Float64).ToArray<double>();
        for (var t = 0; t < count; t++)
            for (var c = 0; c < channels; c++)
                Put(bytes.AsSpan(HeaderBytes + (t * channels + c) * width, width), values[c * count + t], format);
        return bytes;
    }

    static int Bytes(WavFormat format) => format switch
    {
        WavFormat.Pcm8 => 1,
        WavFormat.Pcm16 => 2,
        WavFormat.Pcm24 => 3,
        WavFormat.Float64 => 8,
        _ => 4,
    };

    static void Header(Span<byte> to, int channels, int rate, int width, bool isFloat, int length)
    {
        "RIFF"u8.CopyTo(to);
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], to.Length - 8);
        "WAVEfmt "u8.CopyTo(to[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(to[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(to[20..], (short)(isFloat ? 3 : 1));
        BinaryPrimitives.WriteInt16LittleEndian(to[22..], (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(to[24..], rate);
        BinaryPrimitives.WriteUInt32LittleEndian(to[28..], (uint)Math.Min(uint.MaxValue, (long)rate * channels * width));
        BinaryPrimitives.WriteInt16LittleEndian(to[32..], (short)(channels * width));
        BinaryPrimitives.WriteInt16LittleEndian(to[34..], (short)(8 * width));
        "data"u8.CopyTo(to[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(to[40..], length);
    }

    static void Put(Span<byte> to, double x, WavFormat format)
    {
        if (format == WavFormat.Float64) BinaryPrimitives.WriteDoubleLittleEndian(to, x);
        else if (format == WavFormat.Float32) BinaryPrimitives.WriteSingleLittleEndian(to, (float)x);
        else if (format == WavFormat.Pcm8) to[0] = (byte)(Whole(x, 7) + 128);
        else
            for (long i = 0, value = Whole(x, 8 * to.Length - 1); i < to.Length; i++) to[(int)i] = (byte)(value >> (int)(8 * i));
    }

    /// <summary>x 2^bits, rounded and limited; NaN is silence.</summary>
    static long Whole(double x, int bits)
    {
        double one = 1L << bits;
        return double.IsNaN(x) ? 0 : (long)Math.Clamp(Math.Round(x * one), -one, one - 1);
    }
}
