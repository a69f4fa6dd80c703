namespace Flint.Imaging;

/// <summary>A picture of data; saved as .svg or .png.</summary>
public abstract class Chart
{
    /// <summary>Shown on top.</summary>
    public string Title { get; init; } = "";

    /// <summary>The chart as shapes, for placing beside others.</summary>
    public abstract Drawing Draw();

    /// <summary>Writes an .svg or .png file, by the extension.</summary>
    public void Save(string path) => Draw().Save(path);

    /// <summary>Writes both <c>name.svg</c> and <c>name.png</c>.</summary>
    public void SaveBoth(string pathWithoutExtension)
    {
        var drawing = Draw();
        drawing.Save(pathWithoutExtension + ".svg");
        drawing.Save(pathWithoutExtension + ".png");
    }
}
