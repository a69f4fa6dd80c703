using Flint.Imaging;
using Flint.Vision;
using Flint.Vision.Transforms;

namespace Flint.Recipes;

/// <summary>The square part of a picture that a detector is shown, scaled to its size; what lies outside of the picture is black.</summary>
/// <param name="Left">The part's first column.</param>
/// <param name="Top">Its first row.</param>
/// <param name="Side">Its columns and rows.</param>
/// <param name="IsMirrored">Whether left becomes right.</param>
readonly record struct PictureView(int Left, int Top, int Side, bool IsMirrored)
{
    /// <summary>Pixels of the view's sides.</summary>
    internal const int Size = 256;

    // Of an object this much must be seen to be asked for.
    const float LeastSeen = 0.35f;

    /// <summary>All of a picture, in the middle.</summary>
    internal static PictureView Whole(int width, int height)
    {
        var side = Math.Max(width, height);
        return new((width - side) / 2, (height - side) / 2, side, IsMirrored: false);
    }

    /// <summary>A part of 0.7 to 1.2 times the longer side, anywhere, and half of the time mirrored.</summary>
    internal static PictureView Random(int width, int height, Generator generator)
    {
        var draws = Tensor.Rand([4], DType.Float64, generator).ToArray<double>();
        var side = (int)Math.Round(Math.Max(width, height) * (0.7 + 0.5 * draws[0]));
        return new(Place(width, draws[1]), Place(height, draws[2]), side, draws[3] < 0.5);

        // Within the picture where it is larger, around it where it is smaller.
        int Place(int size, double share) => (int)Math.Round(Math.Min(0, size - side) + Math.Abs(size - side) * share);
    }

    /// <summary>The view of the picture.</summary>
    internal Image Of(Image picture)
    {
        var view = picture.Crop(new CropBox(Top, Left, Side, Side)).Resize(Size, Size);
        return IsMirrored ? view.FlipHorizontal() : view;
    }

    /// <summary>Where boxes of the picture are in the view, as far as they are seen.</summary>
    internal IEnumerable<Box> Boxes(IEnumerable<Box> boxes)
    {
        foreach (var box in boxes)
        {
            var scaled = new Box(box.Left - Left, box.Top - Top, box.Right - Left, box.Bottom - Top).Scale((float)Size / Side, (float)Size / Side);
            var seen = (IsMirrored ? scaled.Mirror(Size) : scaled).Clip(Size, Size);
            if (seen.Area >= LeastSeen * scaled.Area) yield return seen;
        }
    }

    /// <summary>Where detections in the view are in its picture, without what lies outside.</summary>
    internal IReadOnlyList<Detection> InPicture(IEnumerable<Detection> found, int width, int height)
    {
        var result = new List<Detection>();
        foreach (var detection in found)
        {
            var box = (IsMirrored ? detection.Box.Mirror(Size) : detection.Box).Scale((float)Side / Size, (float)Side / Size);
            result.Add(detection with { Box = new Box(box.Left + Left, box.Top + Top, box.Right + Left, box.Bottom + Top).Clip(width, height) });
        }
        return result;
    }
}
