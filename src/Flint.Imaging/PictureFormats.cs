namespace Flint.Imaging;

/// <summary>The formats that are read (told by the first bytes) and written (told by the name's ending).</summary>
static class PictureFormats
{
    internal static Image Decode(ReadOnlySpan<byte> data, long maxPixels)
    {
        if (Png.IsPng(data)) return Png.Decode(data, maxPixels);
        if (Jpeg.IsJpeg(data)) return Jpeg.Decode(data, maxPixels);
        if (Bmp.IsBmp(data)) return Bmp.Decode(data, maxPixels);
        if (Pnm.IsPnm(data)) return Pnm.Decode(data, maxPixels);
        throw new ImageFormatException(data.IsEmpty
            ? "The file is empty: there is no picture in it."
            : $"This is not a PNG, JPEG, BMP, PBM, PGM or PPM picture (it starts with {Convert.ToHexStringLower(data[..Math.Min(8, data.Length)])}): convert it to one of these first.");
    }

    internal static byte[] Encode(Image image, string path)
    {
        var ending = Path.GetExtension(path);
        return ending.ToLowerInvariant() switch
        {
            ".png" => Png.Encode(image),
            ".jpg" or ".jpeg" when image.Channels is 1 or 3 => Jpeg.Encode(image),
            ".jpg" or ".jpeg" => throw new ArgumentException($"A {ending} file has no alpha, but the image has {image.Channels} channels: call ToGrey or ToRgb first.", nameof(path)),
            ".bmp" => Bmp.Encode(image),
            ".pgm" when image.Channels == 1 => Pnm.Encode(image),
            ".ppm" when image.Channels == 3 => Pnm.Encode(image),
            ".pgm" => throw new ArgumentException($"A .pgm file holds grey, but the image has {image.Channels} channels: call ToGrey first.", nameof(path)),
            ".ppm" => throw new ArgumentException($"A .ppm file holds red, green and blue, but the image has {image.Channels} channels: call ToRgb first.", nameof(path)),
            _ => throw new ArgumentException($"'{path}' ends with '{ending}', which does not tell a format that is written: .png, .jpg, .jpeg, .bmp, .pgm and .ppm do.", nameof(path)),
        };
    }
}
