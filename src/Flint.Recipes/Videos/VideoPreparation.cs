using Flint.Imaging;

namespace Flint.Recipes;

/// <summary>
/// Brings a video of any size and length to what <see cref="VideoEvents"/> was trained on: luminance; inverted if the border of the first frame is light;
/// the border's brightness made black and the brightest of all frames white; scaled to fit 40x40, keeping its aspect, the rest black; 10 frames
/// spread evenly over it.
/// </summary>
static class VideoPreparation
{
    internal static Tensor Input(string path) => Input(Video.Load(path));

    /// <summary>[1, 10, 1, 40, 40], from 0 to 1.</summary>
    internal static Tensor Input(Video video)
    {
        Canvas[] frames = [.. Enumerable.Range(0, VideoEvents.Frames).Select(i => Canvas.Luminance(video.Frames[At(i, video.Frames.Count)]))];
        if (frames[0].BorderMean() > 0.5f) frames = [.. frames.Select(f => f.Inverted())];
        var (black, white) = (frames[0].BorderMean(), frames.Max(f => f.Pixels.Max()));
        var input = frames.SelectMany(f => Fit(f, black, white)).ToArray();
        return Tensor.From(input, [1, VideoEvents.Frames, 1, VideoEvents.Size, VideoEvents.Size]);
    }

    /// <summary>The first and the last frame, and others between as evenly as can be; those of short videos more than once.</summary>
    static int At(int i, int count) => (int)Math.Round(i * (count - 1.0) / (VideoEvents.Frames - 1));

    static float[] Fit(Canvas frame, float black, float white)
    {
        const int size = VideoEvents.Size;
        var scale = (float)size / Math.Max(frame.Height, frame.Width);
        var (height, width) = (Math.Clamp((int)MathF.Round(frame.Height * scale), 1, size), Math.Clamp((int)MathF.Round(frame.Width * scale), 1, size));
        var canvas = new Canvas(size, size);
        canvas.Paste(frame.Resize(height, width), (size - height) / 2, (size - width) / 2);
        var range = Math.Max(white - black, 1e-6f);
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var inside = y >= (size - height) / 2 && y < (size - height) / 2 + height && x >= (size - width) / 2 && x < (size - width) / 2 + width;
                canvas[y, x] = inside ? Math.Clamp((canvas[y, x] - black) / range, 0, 1) : 0;
            }
        return canvas.Pixels;
    }
}
