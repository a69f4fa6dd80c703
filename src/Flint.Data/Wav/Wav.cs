namespace Flint.Data;

/// <summary>Sound: samples in -1 to 1 and how many of them a second has.</summary>
/// <param name="Samples">[channels, T], Float32 (Float64 from files of 32-bit integers and of doubles).</param>
/// <param name="SampleRate">Samples a second.</param>
public sealed record Sound(Tensor Samples, int SampleRate);

/// <summary>How a WAV file keeps a sample.</summary>
public enum WavFormat
{
    /// <summary>Unsigned bytes around 128.</summary>
    Pcm8,

    /// <summary>16-bit integers.</summary>
    Pcm16,

    /// <summary>24-bit integers.</summary>
    Pcm24,

    /// <summary>32-bit integers.</summary>
    Pcm32,

    /// <summary>Float32, not limited to -1 to 1.</summary>
    Float32,

    /// <summary>Float64, not limited to -1 to 1.</summary>
    Float64,
}

/// <summary>
/// Reads and writes WAV files (RIFF WAVE; Microsoft, "Multimedia programming interface and data specifications 1.0", 1991): PCM of 8, 16, 24 and
/// 32 bits and floating numbers of 32 and 64, any number of channels, also as WAVE_FORMAT_EXTENSIBLE.
/// </summary>
public static class Wav
{
    /// <summary>Reads a file. An integer of b bits becomes itself over 2^(b-1), as torchaudio and soundfile do.</summary>
    /// <exception cref="FlintException">The file is truncated, damaged, compressed or no WAV file: a <see cref="FileFormatException"/> that names the byte.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Sound Load(string path) => Decode(File.ReadAllBytes(path), path);

    /// <summary>As <see cref="Load"/> from bytes; <paramref name="name"/> is for messages.</summary>
    /// <exception cref="FlintException">The bytes are truncated, damaged, compressed or no WAV file: a <see cref="FileFormatException"/> that names the byte.</exception>
    public static Sound Decode(ReadOnlySpan<byte> bytes, string name = "the WAV data") => new WavReader(bytes, name).Read();

    /// <summary>Writes samples [T] or [channels, T]; integers are rounded, and cut at -1 and 1.</summary>
    /// <exception cref="ShapeException">The samples have another shape.</exception>
    /// <exception cref="DTypeException">The samples are not floating.</exception>
    /// <exception cref="FileWriteException">The file could not be written; one from before is unchanged.</exception>
    public static void Save(string path, Tensor samples, int sampleRate, WavFormat format = WavFormat.Pcm16) =>
        IO.AtomicFile.Write(path, Encode(samples, sampleRate, format));

    /// <summary>As <see cref="Save"/>, to bytes.</summary>
    /// <exception cref="ShapeException">The samples have another shape.</exception>
    /// <exception cref="DTypeException">The samples are not floating.</exception>
    public static byte[] Encode(Tensor samples, int sampleRate, WavFormat format = WavFormat.Pcm16) => WavWriter.Encode(samples, sampleRate, format);
}
