namespace Flint.Imaging;

/// <summary>Pictures of one size in a row: what a video file without its sound is.</summary>
public sealed class Video
{
    /// <summary>All frames together have at most this many pixels unless told otherwise.</summary>
    public const long DefaultMaxPixels = 1L << 28;

    /// <summary>A video of these frames; they are shared, not copied.</summary>
    /// <param name="frames">One or more, of one size and number of channels (1 or 3).</param>
    /// <param name="frameRate">Frames a second, above 0.</param>
    /// <exception cref="ArgumentException">There are no frames, or they differ.</exception>
    public Video(IReadOnlyList<Image> frames, double frameRate = 25)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Count == 0) throw new ArgumentException("A video needs a frame or more.", nameof(frames));
        if (!(frameRate > 0 && double.IsFinite(frameRate))) throw new ArgumentOutOfRangeException(nameof(frameRate), frameRate, "A video has more than 0 frames a second.");
        var first = frames[0];
        if (first.Channels is not (1 or 3)) throw new ArgumentException($"A video is grey or RGB, but its frames have {first.Channels} channels: call ToRgb first.", nameof(frames));
        for (var i = 1; i < frames.Count; i++)
            if ((frames[i].Width, frames[i].Height, frames[i].Channels) != (first.Width, first.Height, first.Channels))
                throw new ArgumentException(
                    $"The frames of a video agree in size, but frame {i} has {Size(frames[i])} and frame 0 has {Size(first)}.", nameof(frames));
        (Frames, FrameRate) = (frames, frameRate);
    }

    /// <summary>The frames, the first shown first.</summary>
    public IReadOnlyList<Image> Frames { get; }

    /// <summary>Frames a second.</summary>
    public double FrameRate { get; }

    /// <summary>Reads a video file: YUV4MPEG2 (<see cref="Y4m"/>) or AVI (<see cref="Avi"/>), told by its first bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxPixels">Videos of more pixels in all frames are refused.</param>
    /// <exception cref="ImageFormatException">The file is damaged, too large, or of a format that is not read; the message starts with the path.</exception>
    public static Video Load(string path, long maxPixels = DefaultMaxPixels)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            return Decode(bytes, maxPixels);
        }
        catch (ImageFormatException e)
        {
            throw new ImageFormatException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>As <see cref="Load"/> from bytes.</summary>
    /// <exception cref="ImageFormatException">The data is damaged, too large, or of a format that is not read.</exception>
    public static Video Decode(ReadOnlySpan<byte> data, long maxPixels = DefaultMaxPixels)
    {
        if (Y4m.IsY4m(data)) return Y4m.Decode(data, maxPixels);
        if (Avi.IsAvi(data)) return Avi.Decode(data, maxPixels);
        throw new ImageFormatException(
            "This is no video that is read (it begins neither with YUV4MPEG2 nor with RIFF....AVI): convert it first, with 'ffmpeg -i FILE out.y4m' for instance.");
    }

    /// <summary>Writes a .y4m or .avi file, by the name's ending, through a temporary file beside it.</summary>
    /// <exception cref="ArgumentException">The name has another ending.</exception>
    public void Save(string path) => PictureFile.Write(path, Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".y4m" => Y4m.Encode(this),
        ".avi" => Avi.Encode(this),
        _ => throw new ArgumentException($"A video is saved as .y4m or .avi, not as '{Path.GetFileName(path)}'.", nameof(path)),
    });

    static string Size(Image frame) => $"{frame.Width} x {frame.Height} x {frame.Channels}";
}
