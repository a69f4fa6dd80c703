using Flint.Imaging;

namespace Flint.Recipes;

/// <summary>Grey pixels from 0 to 1, row by row.</summary>
sealed class Canvas(int height, int width)
{
    internal int Height { get; } = height;

    internal int Width { get; } = width;

    internal float[] Pixels { get; } = new float[height * width];

    internal float this[int y, int x]
    {
        get => Pixels[y * Width + x];
        set => Pixels[y * Width + x] = value;
    }

    /// <summary>The picture's luminance; what is transparent shows white paper.</summary>
    internal static Canvas Luminance(Image image)
    {
        var canvas = new Canvas(image.Height, image.Width);
        var grey = image.ToGrey(background: 255).Pixels;
        for (var i = 0; i < grey.Length; i++) canvas.Pixels[i] = grey[i] / 255f;
        return canvas;
    }

    internal float BorderMean()
    {
        var (sum, count) = (0f, 0);
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                if (y == 0 || x == 0 || y == Height - 1 || x == Width - 1)
                    (sum, count) = (sum + this[y, x], count + 1);
        return sum / count;
    }

    internal Canvas Inverted()
    {
        var result = new Canvas(Height, Width);
        for (var i = 0; i < Pixels.Length; i++) result.Pixels[i] = 1 - Pixels[i];
        return result;
    }

    /// <summary>What is as dark as <paramref name="black"/> becomes 0, the brightest 1: paper is seldom white and a board seldom black.</summary>
    internal Canvas Stretched(float black)
    {
        var range = Pixels.Max() - black;
        var result = new Canvas(Height, Width);
        if (range <= 0) return result;
        for (var i = 0; i < Pixels.Length; i++) result.Pixels[i] = Math.Max(0, (Pixels[i] - black) / range);
        return result;
    }

    /// <summary>The smallest box around all pixels above the threshold; null where there is none.</summary>
    internal (int Top, int Left, int Height, int Width)? BoundingBox(float threshold)
    {
        var (top, left, bottom, right) = (Height, Width, -1, -1);
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                if (this[y, x] > threshold)
                    (top, left, bottom, right) = (Math.Min(top, y), Math.Min(left, x), Math.Max(bottom, y), Math.Max(right, x));
        return bottom < 0 ? null : (top, left, bottom - top + 1, right - left + 1);
    }

    internal Canvas Crop((int Top, int Left, int Height, int Width) box)
    {
        var result = new Canvas(box.Height, box.Width);
        for (var y = 0; y < box.Height; y++)
            for (var x = 0; x < box.Width; x++)
                result[y, x] = this[box.Top + y, box.Left + x];
        return result;
    }

    /// <summary>Each direction in turn: triangle filter as wide as a target pixel when shrinking, linear interpolation when enlarging.</summary>
    internal Canvas Resize(int height, int width)
    {
        var wide = new Canvas(Height, width);
        var columns = Weights(Width, width);
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < width; x++)
                foreach (var (from, weight) in columns[x])
                    wide[y, x] += weight * this[y, from];
        var result = new Canvas(height, width);
        var rows = Weights(Height, height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                foreach (var (from, weight) in rows[y])
                    result[y, x] += weight * wide[from, x];
        return result;
    }

    internal (float Y, float X) CentreOfMass()
    {
        var (mass, sumY, sumX) = (0f, 0f, 0f);
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                (mass, sumY, sumX) = (mass + this[y, x], sumY + y * this[y, x], sumX + x * this[y, x]);
        return mass > 0 ? (sumY / mass, sumX / mass) : ((Height - 1) / 2f, (Width - 1) / 2f);
    }

    internal void Paste(Canvas other, int top, int left)
    {
        for (var y = 0; y < other.Height; y++)
            for (var x = 0; x < other.Width; x++)
                this[top + y, left + x] = other[y, x];
    }

    static (int From, float Weight)[][] Weights(int source, int target)
    {
        var ratio = (float)source / target;
        var reach = Math.Max(ratio, 1);
        return [.. Enumerable.Range(0, target).Select(t =>
        {
            var centre = (t + 0.5f) * ratio - 0.5f;
            var near = Enumerable.Range(0, source)
                .Select(s => (From: s, Weight: 1 - Math.Abs(s - centre) / reach))
                .Where(w => w.Weight > 0)
                .ToArray();
            var total = near.Sum(w => w.Weight);
            return near.Select(w => (w.From, w.Weight / total)).ToArray();
        })];
    }
}
