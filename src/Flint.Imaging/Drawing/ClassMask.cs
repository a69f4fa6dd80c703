namespace Flint.Imaging;

/// <summary>A class for each pixel of a picture, shown in colours.</summary>
public sealed class ClassMask
{
    readonly byte[] classes;

    /// <summary>A mask on the given numbers; the array is shared, not copied.</summary>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="classes">The number of each pixel's class, row by row.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers than pixels.</exception>
    public ClassMask(int width, int height, byte[] classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (classes.Length != checked(width * height))
            throw new ArgumentException($"A mask of {width} x {height} pixels needs {width * height} classes, but got {classes.Length}.", nameof(classes));
        (Width, Height, this.classes) = (width, height, classes);
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The class of the pixel in column x, row y.</summary>
    public byte this[int x, int y] => classes[y * Width + x];

    /// <summary>The mask in colours.</summary>
    /// <param name="colors">Of the classes; a class without one is black.</param>
    public Image ToImage(IReadOnlyList<Color> colors)
    {
        var image = new Image(Width, Height, 3);
        for (var i = 0; i < classes.Length; i++) Paint(image.Pixels.AsSpan(3 * i, 3), ColorOf(colors, i), 1);
        return image;
    }

    /// <summary>A picture seen through the mask: each pixel mixed with its class's colour, by the colour's alpha.</summary>
    /// <param name="image">Of the mask's size.</param>
    /// <param name="colors">Of the classes; pixels of a class without one stay as they are, as do those of alpha 0.</param>
    /// <exception cref="ArgumentException">The picture is of another size.</exception>
    public Image Over(Image image, IReadOnlyList<Color> colors)
    {
        if ((image.Width, image.Height) != (Width, Height))
            throw new ArgumentException($"A mask of {Width} x {Height} pixels cannot be put over a picture of {image.Width} x {image.Height}: resize one of them.", nameof(image));
        var result = new Image(Width, Height, 3, [.. image.ToRgb().Pixels]);
        for (var i = 0; i < classes.Length; i++)
            if (classes[i] < colors.Count) Paint(result.Pixels.AsSpan(3 * i, 3), colors[classes[i]], colors[classes[i]].A / 255.0);
        return result;
    }

    /// <summary>A row of the classes' names, each beside its colour.</summary>
    /// <param name="names">As many as colours.</param>
    /// <param name="colors">Of the classes.</param>
    /// <param name="width">Names that do not fit go to further rows.</param>
    public static Drawing Key(IReadOnlyList<string> names, IReadOnlyList<Color> colors, int width)
    {
        const int row = 20, size = 12;
        var places = new List<(double X, int Y)>();
        var (x, y) = (8.0, 0);
        foreach (var name in names)
        {
            var needed = StrokeFont.Width(name) * size + 34;
            if (x > 8 && x + needed > width) (x, y) = (8, y + row);
            places.Add((x, y));
            x += needed;
        }
        var drawing = new Drawing(width, y + row);
        foreach (var (i, place) in places.Index())
        {
            drawing.Fill(place.X, place.Y + 4, size, size, colors[i] with { A = 255 });
            drawing.Text(names[i], place.X + 18, place.Y + 14, Color.Ink, size);
        }
        return drawing;
    }

    Color ColorOf(IReadOnlyList<Color> colors, int i) => classes[i] < colors.Count ? colors[classes[i]] : new(0, 0, 0);

    static void Paint(Span<byte> pixel, Color color, double share)
    {
        var mixed = Color.Mix(new(pixel[0], pixel[1], pixel[2]), color, share);
        (pixel[0], pixel[1], pixel[2]) = (mixed.R, mixed.G, mixed.B);
    }
}
