namespace Flint.Data;

/// <summary>Images and their labels, read from two idx files.</summary>
static class IdxPair
{
    internal static (Tensor Images, Tensor Labels) Read(string imagesFile, string labelsFile)
    {
        var images = IdxReader.Read(imagesFile);
        var labels = IdxReader.Read(labelsFile);
        if (images.DType != DType.UInt8 || images.Rank is not (3 or 4))
            throw new FileFormatException($"'{imagesFile}' does not hold images: expected bytes [n, height, width] or [n, channels, height, width], found {images.DType} {images.Shape}.");
        if (labels.DType != DType.UInt8 || labels.Rank != 1)
            throw new FileFormatException($"'{labelsFile}' does not hold labels: expected bytes [n], found {labels.DType} {labels.Shape}.");
        if (images.Size(0) != labels.Size(0))
            throw new FileFormatException($"'{imagesFile}' holds {images.Size(0)} images, but '{labelsFile}' {labels.Size(0)} labels: they do not belong together, or one is cut short.");
        return (images.Rank == 4 ? images : WithChannel(images), Tensor.Wrap(Array.ConvertAll(labels.ToArray<byte>(), l => (long)l), labels.Shape));
    }

    /// <summary>Several pairs one after the other.</summary>
    internal static (Tensor Images, Tensor Labels) Join(List<(Tensor Images, Tensor Labels)> pairs, string folder)
    {
        if (pairs.Count == 1) return pairs[0];
        var first = pairs[0].Images;
        foreach (var (images, _) in pairs)
            if (!images.Shape.Span[1..].SequenceEqual(first.Shape.Span[1..]))
                throw new FileFormatException($"The sets in '{folder}' differ in the size of their images: {first.Shape} and {images.Shape}.");
        return (Concat<byte>(pairs.Select(p => p.Images)), Concat<long>(pairs.Select(p => p.Labels)));
    }

    /// <summary>"0", "1", ... up to the largest label.</summary>
    internal static string[] Numbered(Tensor labels)
    {
        var largest = 0L;
        foreach (var label in labels.ToArray<long>()) largest = Math.Max(largest, label);
        return [.. Enumerable.Range(0, (int)largest + 1).Select(i => i.ToString(null as IFormatProvider))];
    }

    /// <summary>Mean and standard deviation over all bytes, as fractions of 255; from the histogram, so they are exact.</summary>
    internal static Normalization Statistics(Tensor images)
    {
        var histogram = new long[256];
        foreach (var b in images.ToArray<byte>()) histogram[b]++;
        double count = Math.Max(images.Count, 1), sum = 0, squares = 0;
        for (var b = 0; b < 256; b++)
        {
            sum += b / 255.0 * histogram[b];
            squares += b / 255.0 * (b / 255.0) * histogram[b];
        }
        var mean = sum / count;
        var std = Math.Sqrt(Math.Max(squares / count - mean * mean, 0));
        return new(1.0 / 255, [(float)mean], [std > 0 ? (float)std : 1f]);
    }

    static Tensor WithChannel(Tensor images) =>
        images.Alias(Layout.Contiguous([images.Size(0), 1, images.Size(1), images.Size(2)]), images.Offset);

    static Tensor Concat<T>(IEnumerable<Tensor> parts) where T : unmanaged
    {
        var list = parts.ToList();
        int[] sizes = [list.Sum(p => p.Size(0)), .. list[0].Shape.Span[1..]];
        return Tensor.Wrap(list.SelectMany(p => p.ToArray<T>()).ToArray(), sizes);
    }
}
