namespace Flint.Vision;

/// <summary>An upright rectangle in pixels: from the left edge of pixel (0, 0) at 0, so that the box of a whole picture is (0, 0, width, height).</summary>
/// <param name="Left">Its left edge.</param>
/// <param name="Top">Its upper edge.</param>
/// <param name="Right">Its right edge, beyond its last pixel.</param>
/// <param name="Bottom">Its lower edge, beyond its last pixel.</param>
public readonly record struct Box(float Left, float Top, float Right, float Bottom)
{
    /// <summary>Right less left.</summary>
    public float Width => Right - Left;

    /// <summary>Bottom less top.</summary>
    public float Height => Bottom - Top;

    /// <summary>Width times height; 0 where it is turned inside out.</summary>
    public float Area => Math.Max(Width, 0) * Math.Max(Height, 0);

    /// <summary>What two boxes share; without area where they share nothing.</summary>
    public Box Intersect(Box other) =>
        new(Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom));

    /// <summary>The shared area over the area of both together (Jaccard index), from 0 to 1; 0 for two boxes without area.</summary>
    public float Iou(Box other)
    {
        var shared = Intersect(other).Area;
        var union = Area + other.Area - shared;
        return union > 0 ? shared / union : 0;
    }

    /// <summary>The part inside of a picture.</summary>
    public Box Clip(int width, int height) =>
        new(Math.Clamp(Left, 0, width), Math.Clamp(Top, 0, height), Math.Clamp(Right, 0, width), Math.Clamp(Bottom, 0, height));

    /// <summary>The box after its picture was scaled.</summary>
    public Box Scale(float x, float y) => new(Left * x, Top * y, Right * x, Bottom * y);

    /// <summary>The box after its picture of this width was mirrored left to right.</summary>
    public Box Mirror(int width) => new(width - Right, Top, width - Left, Bottom);
}
