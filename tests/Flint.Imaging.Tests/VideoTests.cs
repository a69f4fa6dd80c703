using System.Text;
using Flint.Testing;

namespace Flint.Imaging.Tests;

/// <summary>Videos built byte by byte by tests/fixtures/make_video.py, which computes their frames itself.</summary>
public class VideoTests
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Repository.Path("tests", "fixtures", "video")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    static string PathOf(string name) => Repository.Path("tests", "fixtures", "video", name);

    [Theory, MemberData(nameof(Files))]
    public void Frames_are_those_the_format_means(string name)
    {
        var expected = Fixture.Case("video:" + name);
        var video = Video.Load(PathOf(name));
        var values = expected.Outputs[0].Values;
        values.Shape.ShouldBe([video.Frames.Count, video.Frames[0].Height, video.Frames[0].Width, video.Frames[0].Channels]);
        var samples = video.Frames.SelectMany(f => f.Pixels).ToArray();
        // Where colours are converted, the last digit may round otherwise.
        var slack = name.StartsWith('4') || name.StartsWith("default", StringComparison.Ordinal) ? 1 : 0;
        for (var i = 0; i < samples.Length; i++) Math.Abs(samples[i] - values.Data[i]).ShouldBeLessThanOrEqualTo(slack, $"sample {i}");
        video.FrameRate.ShouldBe(expected.Args.GetProperty("rate").GetDouble(), 1e-9);
    }

    [Theory]
    [InlineData(1, 29.97002997002997)]
    [InlineData(3, 12.5)]
    public void What_is_written_comes_back(int channels, double rate)
    {
        Image[] frames = [.. Enumerable.Range(0, 3).Select(t => new Image(7, 5, channels, [.. Enumerable.Range(0, 35 * channels).Select(i => (byte)(i * 37 + t * 11))]))];
        var video = new Video(frames, rate);
        using var folder = new TempFolder();
        foreach (var name in new[] { "a.avi", "a.y4m" })
        {
            video.Save(folder[name]);
            var again = Video.Load(folder[name]);
            again.FrameRate.ShouldBe(rate, 1e-6);
            again.Frames.Count.ShouldBe(3);
            for (var t = 0; t < 3; t++)
            {
                // AVI keeps colours exactly, grey as three equal ones; Y4M keeps grey exactly, colours to the rounding of Y, Cb, Cr.
                var (found, expected) = (again.Frames[t], name == "a.avi" ? frames[t].ToRgb() : frames[t]);
                found.Channels.ShouldBe(expected.Channels);
                var slack = name == "a.y4m" && channels == 3 ? 3 : 0;
                for (var i = 0; i < found.Pixels.Length; i++) Math.Abs(found.Pixels[i] - expected.Pixels[i]).ShouldBeLessThanOrEqualTo(slack, $"{name}, frame {t}, sample {i}");
            }
        }
        Should.Throw<ArgumentException>(() => video.Save(folder["a.mp4"])).Message.ShouldContain("saved as .y4m or .avi");
    }

    [Fact]
    public void Motion_JPEG_keeps_what_JPEG_keeps()
    {
        Image[] frames = [.. Enumerable.Range(0, 3).Select(t => new Image(24, 16, 3, [.. Enumerable.Range(0, 24 * 16 * 3).Select(i => (byte)(i / 9 + 40 * t))]))];
        var again = Avi.Decode(Avi.Encode(new(frames, 15), quality: 80));
        again.FrameRate.ShouldBe(15);
        for (var t = 0; t < 3; t++) again.Frames[t].Pixels.ShouldBe(Jpeg.Decode(Jpeg.Encode(frames[t], 80)).Pixels);
    }

    [Theory]
    [InlineData("YUV4MPEG2 W4 H2 C411\n", "Byte 0 of the YUV4MPEG2 video: sampling C411 is not read")]
    [InlineData("YUV4MPEG2 W4\n", "the header gives no width (W) or no height (H)")]
    [InlineData("YUV4MPEG2 W-4 H2\n", "'W-4' in the header is no size")]
    [InlineData("YUV4MPEG2 W4 H2 F25\n", "'F25' in the header is no frame rate")]
    [InlineData("YUV4MPEG2 W4 H2 Cmono\nFRAME\n1234567", "Byte 28 of the YUV4MPEG2 video: a frame needs 8 bytes, but 7 follow: the file is truncated.")]
    [InlineData("YUV4MPEG2 W4 H2 Cmono\nFRAME\n12345678junk\n", "Byte 36 of the YUV4MPEG2 video: a frame should begin with FRAME.")]
    [InlineData("YUV4MPEG2 W4 H2 Cmono\n", "there are no frames")]
    [InlineData("YUV4MPEG2 W100000 H100000 Cmono\n", "The picture is 100000 x 100000")]
    [InlineData("GIF89a", "This is no video that is read")]
    public void Damaged_y4m_is_named(string text, string message) =>
        Should.Throw<ImageFormatException>(() => Video.Decode(Encoding.Latin1.GetBytes(text))).Message.ShouldContain(message);

    [Fact]
    public void Damaged_avi_is_named()
    {
        var good = File.ReadAllBytes(PathOf("dib24.avi"));
        var strf = good.AsSpan().IndexOf("strf"u8);
        var frame = good.AsSpan().IndexOf("00db"u8);
        Error(b => b[strf + 8 + 14] = 16).ShouldContain("uncompressed frames of 16 bits a pixel are not read");
        Error(b => "XVID"u8.CopyTo(b.AsSpan(strf + 8 + 16))).ShouldContain("compressed as 'XVID', which is not read");
        Error(b => "JUNK"u8.CopyTo(b.AsSpan(strf))).ShouldContain("a frame comes before the format of the video");
        Error(b => b[frame + 4]--).ShouldContain("a frame needs 140 bytes, but has 139");
        Error(b => b[frame + 7] = 9).ShouldContain("chunk '00db' promises");
        Error(b => b[strf + 8 + 7] = 0x7F).ShouldContain("sizes must be 1 or more");
        Should.Throw<ImageFormatException>(() => Avi.Decode(good, maxPixels: 60)).Message.ShouldContain("2 frames of 9 x 5 are more than 60 pixels in all");
        // Cut off while recording: the lists never got their lengths, the frames that are whole are read.
        Avi.Decode(Changed(good, b => b.AsSpan(4, 4).Clear())).Frames.Count.ShouldBe(2);

        string Error(Action<byte[]> change) => Should.Throw<ImageFormatException>(() => Avi.Decode(Changed(good, change))).Message;
    }

    static byte[] Changed(byte[] bytes, Action<byte[]> change)
    {
        bytes = [.. bytes];
        change(bytes);
        return bytes;
    }
}
