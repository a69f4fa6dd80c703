using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Flint.Vision;

/// <summary>
/// Boxes in PASCAL VOC's format: a folder with <c>Annotations/NAME.xml</c> beside <c>JPEGImages/</c>. Coordinates count pixels from 1, the
/// last included, so that a pixel (1, 1) - (1, 1) is the box (0, 0) - (1, 1). Everingham et al. 2010.
/// </summary>
public static class VocAnnotations
{
    /// <summary>The twenty classes of VOC 2007 and 2012.</summary>
    public static IReadOnlyList<string> Classes { get; } =
    [
        "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair", "cow", "diningtable", "dog", "horse", "motorbike", "person",
        "pottedplant", "sheep", "sofa", "train", "tvmonitor",
    ];

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">With Annotations and JPEGImages.</param>
    /// <param name="set">Only the names in <c>ImageSets/Main/SET.txt</c>; null for all.</param>
    /// <param name="classes">The names of the classes; null for VOC's.</param>
    /// <exception cref="NotFoundException">The folder or the set is not there.</exception>
    /// <exception cref="FileFormatException">A file is damaged, names a class that there is not, or has a box outside of its picture.</exception>
    public static DetectionData Read(string folder, string? set = null, IReadOnlyList<string>? classes = null)
    {
        classes ??= Classes;
        var annotations = Path.Combine(folder, "Annotations");
        if (!Directory.Exists(annotations)) throw new NotFoundException($"'{folder}' has no folder Annotations with XML files of PASCAL VOC.");
        var names = set is null
            ? Directory.EnumerateFiles(annotations, "*.xml").Select(f => Path.GetFileNameWithoutExtension(f)!)
            : Names(Path.Combine(folder, "ImageSets", "Main", set + ".txt"));
        return new([.. names.Order(StringComparer.Ordinal).Select(n => ReadFile(Path.Combine(annotations, n + ".xml"), Path.Combine(folder, "JPEGImages"), classes))], classes);
    }

    /// <summary>Reads the annotations of one picture.</summary>
    /// <inheritdoc cref="Read"/>
    /// <param name="path">The XML file.</param>
    /// <param name="images">The folder with the pictures.</param>
    /// <param name="classes">The names of the classes; null for VOC's.</param>
    public static AnnotatedImage ReadFile(string path, string images, IReadOnlyList<string>? classes = null)
    {
        if (!File.Exists(path)) throw new NotFoundException($"There are no annotations '{path}'.");
        try
        {
            // A DTD could name other files, or grow without end.
            using var reader = XmlReader.Create(path, new() { DtdProcessing = DtdProcessing.Prohibit });
            var root = XDocument.Load(reader).Root!;
            var size = Child(root, "size");
            return new AnnotatedImage(
                Path.Combine(images, Path.GetFileName(Child(root, "filename").Value)), (int)Number(size, "width"), (int)Number(size, "height"),
                [.. root.Elements("object").Select(o => Object(o, classes ?? Classes))]).Checked(path);
        }
        catch (Exception e) when (e is XmlException or FormatException or ArgumentException)
        {
            throw new FileFormatException($"'{path}' is not a file of VOC annotations: {e.Message}", e);
        }
    }

    static AnnotatedObject Object(XElement element, IReadOnlyList<string> classes)
    {
        var (name, box) = (Child(element, "name").Value.Trim(), Child(element, "bndbox"));
        if (classes.ToList().IndexOf(name) is not (>= 0 and var label)) throw new FormatException($"there is no class '{name}' among {string.Join(", ", classes)}.");
        return new(
            new(Number(box, "xmin") - 1, Number(box, "ymin") - 1, Number(box, "xmax"), Number(box, "ymax")), label,
            IsCrowd: element.Element("difficult")?.Value.Trim() == "1");
    }

    static XElement Child(XElement element, string name) =>
        element.Element(name) ?? throw new FormatException($"<{element.Name.LocalName}> has no <{name}>.");

    static float Number(XElement element, string name) => float.Parse(Child(element, name).Value, CultureInfo.InvariantCulture);

    static string[] Names(string path)
    {
        if (!File.Exists(path)) throw new NotFoundException($"There is no image set '{path}'.");
        return [.. File.ReadLines(path).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(p => p.Length > 0).Select(p => p[0])];
    }
}
