using Flint.Testing;

namespace Flint.Data.Tests;

public class WavTests
{
    static Sound Load(int bits) => Wav.Load(Repository.Path("tests", "fixtures", "wav", $"pcm{bits}.wav"));

    [Theory]
    [InlineData(8)]
    [InlineData(24)]
    [InlineData(32)]
    public void Reads_what_Python_wrote(int bits)
    {
        var sound = Load(bits);
        sound.SampleRate.ShouldBe(8000);
        sound.Samples.Shape.ShouldBe([1, 6]);
        var unit = Math.Pow(2, 1 - bits);
        var expected = new[] { 0, unit, -unit, 0.5, -1, 1 - unit };
        Near.Check(sound.Samples, new([1, 6], expected), bits == 32 ? 0 : 1e-7, $"{bits} bits");
    }

    [Fact]
    public void Channels_come_apart() =>
        Load(16).Samples.ToArray<float>().ShouldBe([0, -1 / 32768f, -1, 1 / 32768f, 0.5f, 32767 / 32768f]);

    [Theory]
    [InlineData(WavFormat.Pcm8, 1.0 / 128)]
    [InlineData(WavFormat.Pcm16, 1.0 / 32768)]
    [InlineData(WavFormat.Pcm24, 1.0 / 8388608)]
    [InlineData(WavFormat.Pcm32, 1.0 / 2147483648)]
    [InlineData(WavFormat.Float32, 1e-7)]
    [InlineData(WavFormat.Float64, 0.0)]
    public void Comes_back(WavFormat format, double step)
    {
        double[] values = [0.1, -0.7, 0.33, -1, 0.999, 0];
        var sound = Wav.Decode(Wav.Encode(Tensor.From(values, [2, 3]), 44100, format));
        sound.SampleRate.ShouldBe(44100);
        Near.Check(sound.Samples, new([2, 3], values), step, $"{format}");
    }

    [Fact]
    public void Loud_is_cut_and_NaN_is_silence() =>
        Wav.Decode(Wav.Encode(Tensor.From(3f, -3f, float.NaN), 8000)).Samples.ToArray<float>().ShouldBe([32767 / 32768f, -1, 0]);

    [Fact]
    public void A_saved_file_is_what_Python_writes()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "x.wav");
        Wav.Save(path, Load(24).Samples, 8000, WavFormat.Pcm24);
        File.ReadAllBytes(path).ShouldBe(File.ReadAllBytes(Repository.Path("tests", "fixtures", "wav", "pcm24.wav")));
    }

    [Theory]
    [InlineData(0, 0, "byte 0: it does not begin with RIFF....WAVE: this is no WAV file.")]
    [InlineData(22, 0, "byte 22: there are 0 channels, but 1 to 1024 are supported.")]
    [InlineData(20, 7, "byte 20: format 7 with 16 bits a sample is not supported: convert the file to PCM of 8, 16, 24 or 32 bits, or float of 32 or 64.")]
    [InlineData(32, 9, "byte 32: a frame of 1 channels of 16 bits is said to have 9 bytes instead of 2.")]
    [InlineData(40, 200, "byte 44: 200 bytes of samples are promised, but 4 follow; it is truncated or damaged.")]
    [InlineData(40, 3, "byte 44: 3 bytes of samples are no whole number of frames of 2 bytes.")]
    [InlineData(16, 250, "byte 12: a chunk promises 250 bytes, but 28 follow; it is truncated or damaged.")]
    [InlineData(12, 0, "byte 36: the samples come before their format (no fmt chunk).")]
    [InlineData(36, 0, "byte 48: there is no data chunk; it is truncated or damaged.")]
    public void Damage_is_named(int at, byte value, string message)
    {
        var bytes = Wav.Encode(Tensor.From(0.5f, -0.5f), 8000);
        bytes[at] = value;
        Should.Throw<FileFormatException>(() => Wav.Decode(bytes, "a.wav")).Message.ShouldBe("a.wav, " + message);
    }
}
