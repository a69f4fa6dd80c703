namespace Flint.Vision;

/// <summary>An object that somebody has drawn a box around.</summary>
/// <param name="Box">Where.</param>
/// <param name="Label">The number of its class.</param>
/// <param name="IsCrowd">A group in one box (COCO's iscrowd), or one too hard to count (VOC's difficult): neither asked for nor a mistake.</param>
public sealed record AnnotatedObject(Box Box, int Label, bool IsCrowd = false);

/// <summary>A picture with what is on it.</summary>
/// <param name="Path">The picture's file.</param>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Objects">What is on it.</param>
public sealed record AnnotatedImage(string Path, int Width, int Height, IReadOnlyList<AnnotatedObject> Objects)
{
    /// <summary>Throws unless every box has an area and lies in the picture, whose edges it may pass by half a pixel of rounding.</summary>
    /// <param name="file">The file of the annotations, for the message.</param>
    internal AnnotatedImage Checked(string file)
    {
        foreach (var (i, o) in Objects.Index())
            if (!(o.Box.Width > 0 && o.Box.Height > 0 && o.Box is { Left: >= -0.5f, Top: >= -0.5f } && o.Box.Right <= Width + 0.5f && o.Box.Bottom <= Height + 0.5f))
                throw new FileFormatException(
                    $"'{file}': object {i + 1} of '{Path}' has the box ({o.Box.Left}, {o.Box.Top}) - ({o.Box.Right}, {o.Box.Bottom}), which is empty or outside of the {Width} x {Height} pixels of the picture.");
        return this with { Objects = [.. Objects.Select(o => o with { Box = o.Box.Clip(Width, Height) })] };
    }
}

/// <summary>Pictures with boxes.</summary>
/// <param name="Images">In the order of their names.</param>
/// <param name="Classes">The names of the classes in the order of their numbers.</param>
public sealed record DetectionData(IReadOnlyList<AnnotatedImage> Images, IReadOnlyList<string> Classes);
