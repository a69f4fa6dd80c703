namespace Flint.Imaging;

/// <summary>Errors that several readers of a JPEG file meet.</summary>
static class JpegErrors
{
    internal static ImageFormatException Truncated() => new("The JPEG file ends within the picture data: it is truncated.");

    internal static ImageFormatException NoTable(string kind, int index) => new($"The JPEG picture uses {kind} table {index}, which the file does not define.");
}
