using Flint.Testing;

namespace Flint.Imaging.Tests;

public class JpegTests
{
    static string Fixture(string name) => Repository.Path("tests", "fixtures", "images", name);

    [Fact]
    public void The_orientation_can_be_left_as_it_is_stored()
    {
        var stored = Jpeg.Decode(File.ReadAllBytes(Fixture("orientation-1.jpg")));
        var turned = Jpeg.Decode(File.ReadAllBytes(Fixture("orientation-6.jpg")), applyOrientation: false);
        (turned.Width, turned.Height).ShouldBe((24, 17));
        turned.Pixels.ShouldBe(stored.Pixels);
    }

    [Theory]
    [InlineData("420.jpg")]
    [InlineData("420-progressive.jpg")]
    [InlineData("grey.jpg")]
    [InlineData("restarts.jpg")]
    [InlineData("turbo_testimgari.jpg")]
    public void A_truncated_file_is_refused_wherever_it_ends(string name)
    {
        var data = File.ReadAllBytes(Fixture(name));
        for (var length = 0; length < data.Length * 9 / 10; length += 1 + data.Length / 150)
        {
            var cut = data[..length];
            Should.Throw<ImageFormatException>(() => Image.Decode(cut)).Message.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Too_many_pixels_are_refused_and_the_limit_can_be_raised()
    {
        var data = File.ReadAllBytes(Fixture("420.jpg"));
        Should.Throw<ImageFormatException>(() => Jpeg.Decode(data, maxPixels: 45 * 35 - 1)).Message.ShouldContain("45 x 35");
        Jpeg.Decode(data, maxPixels: 45 * 35).Width.ShouldBe(45);
        var frame = data.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        (data[frame + 5], data[frame + 6], data[frame + 7], data[frame + 8]) = (0x75, 0x30, 0x75, 0x30);
        Should.Throw<ImageFormatException>(() => Jpeg.Decode(data)).Message.ShouldContain("30000 x 30000");
    }

    [Theory]
    [InlineData(0xC3, "lossless")]
    [InlineData(0xC5, "hierarchical")]
    [InlineData(0xF0, "FF F0")]
    public void Other_kinds_of_jpeg_are_named(int marker, string message)
    {
        var data = File.ReadAllBytes(Fixture("420.jpg"));
        data[data.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]) + 1] = (byte)marker;
        Should.Throw<ImageFormatException>(() => Jpeg.Decode(data)).Message.ShouldContain(message);
    }

    [Theory]
    [InlineData(4, 12, "12 bits per sample")]
    [InlineData(9, 2, "2 components")]
    [InlineData(11, 0x31, "do not divide the largest ones, 3 x 1")]
    [InlineData(11, 0x50, "sampling factors 5 x 0")]
    [InlineData(12, 3, "quantization table 3")]
    public void A_frame_that_is_not_read_is_told(int offset, int value, string message)
    {
        var data = File.ReadAllBytes(Fixture("420.jpg"));
        var frame = data.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        data[frame + offset] = (byte)value;
        if (offset == 11 && value == 0x31) data[frame + 14] = 0x21;
        Should.Throw<ImageFormatException>(() => Jpeg.Decode(data)).Message.ShouldContain(message);
    }

    [Fact]
    public void Both_inverse_transforms_give_the_same_samples_for_any_coefficients()
    {
        var random = new System.Random(1);
        short[] block = new short[64], quantization = new short[64];
        byte[] scalar = new byte[8 * 20 + 8], vector = new byte[scalar.Length];
        for (var trial = 0; trial < 3000; trial++)
        {
            var (nonZero, range) = (random.Next(65), trial % 3 == 0 ? 32768 : 1 << random.Next(1, 11));
            for (var i = 0; i < 64; i++)
            {
                block[i] = random.Next(64) < nonZero ? (short)random.Next(-range, range) : (short)0;
                if (trial % 5 == 0 && i >= 8) block[i] = 0;
                quantization[i] = (short)random.Next(1, trial % 3 == 0 ? 65536 : 100);
            }
            InverseDct.Scalar(block, quantization, scalar, 20);
            InverseDct.Vector(block, quantization, vector, 20);
            vector.ShouldBe(scalar);
        }
    }

    [Fact]
    public void The_inverse_transform_is_within_one_level_of_the_formula()
    {
        var random = new System.Random(2);
        var samples = new byte[64];
        short[] block = new short[64], quantization = [.. Enumerable.Range(0, 64).Select(i => (short)(1 + i))];
        for (var trial = 0; trial < 50; trial++)
        {
            for (var i = 0; i < 64; i++) block[i] = (short)(random.Next(-300, 300) / (1 + i * 2));
            InverseDct.Transform(block, quantization, samples, 8);
            for (var i = 0; i < 64; i++) ((double)samples[i]).ShouldBe(Sample(block, quantization, i % 8, i / 8), tolerance: 1);
        }
    }

    static double Sample(short[] block, short[] quantization, int x, int y)
    {
        var sum = 0.0;
        for (var v = 0; v < 8; v++)
        {
            for (var u = 0; u < 8; u++)
            {
                var scale = (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1) / 4;
                sum += scale * block[v * 8 + u] * quantization[v * 8 + u] * Math.Cos((2 * x + 1) * u * Math.PI / 16) * Math.Cos((2 * y + 1) * v * Math.PI / 16);
            }
        }
        return Math.Clamp(sum + 128, 0, 255);
    }

    [Fact]
    public void Colour_is_within_one_level_of_the_formula_at_every_length()
    {
        var random = new System.Random(3);
        for (var length = 1; length < 70; length++)
        {
            byte[] y = new byte[length], cb = new byte[length], cr = new byte[length], rgb = new byte[3 * length];
            random.NextBytes(y);
            random.NextBytes(cb);
            random.NextBytes(cr);
            JpegColor.ToRgb(y, cb, cr, rgb);
            for (var i = 0; i < length; i++)
            {
                double[] expected = [y[i] + 1.402 * (cr[i] - 128), y[i] - 0.344136 * (cb[i] - 128) - 0.714136 * (cr[i] - 128), y[i] + 1.772 * (cb[i] - 128)];
                for (var c = 0; c < 3; c++) ((double)rgb[3 * i + c]).ShouldBe(Math.Clamp(expected[c], 0, 255), tolerance: 0.51);
            }
        }
    }

    [Fact]
    public void Samples_are_interpolated_at_every_length()
    {
        var random = new System.Random(4);
        for (var length = 3; length < 100; length++)
        {
            byte[] near = new byte[length + JpegUpsampling.Slack], far = new byte[near.Length], target = new byte[2 * length + JpegUpsampling.Slack];
            random.NextBytes(near);
            random.NextBytes(far);
            var upsampling = new JpegUpsampling(length);
            double Sum(int i) => 0.75 * near[Math.Clamp(i, 0, length - 1)] + 0.25 * far[Math.Clamp(i, 0, length - 1)];
            double Near(int i) => near[Math.Clamp(i, 0, length - 1)];
            upsampling.Both(near, far, length, target);
            for (var i = 0; i < 2 * length; i++) ((double)target[i]).ShouldBe(0.75 * Sum(i / 2) + 0.25 * Sum(i / 2 + (i % 2 == 0 ? -1 : 1)), tolerance: 0.51);
            upsampling.Horizontal(near, length, target);
            for (var i = 0; i < 2 * length; i++) ((double)target[i]).ShouldBe(0.75 * Near(i / 2) + 0.25 * Near(i / 2 + (i % 2 == 0 ? -1 : 1)), tolerance: 0.51);
            JpegUpsampling.Vertical(near, far, length, true, target);
            for (var i = 0; i < length; i++) ((double)target[i]).ShouldBe(Sum(i), tolerance: 0.51);
        }
    }
}
