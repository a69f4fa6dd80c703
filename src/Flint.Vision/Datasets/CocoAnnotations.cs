using System.Text.Json;

namespace Flint.Vision;

/// <summary>
/// Boxes in COCO's format (<c>instances_val2017.json</c>): <c>images</c> with id, file_name, width, height; <c>annotations</c> with
/// image_id, category_id, bbox [x, y, width, height] in pixels and iscrowd; <c>categories</c> with id and name. Masks and boxes without area are passed over.
/// </summary>
public static class CocoAnnotations
{
    /// <summary>Reads a file of annotations. Classes are numbered in the order of their ids, which in COCO have gaps.</summary>
    /// <param name="path">The JSON file.</param>
    /// <param name="images">The folder with the pictures.</param>
    /// <exception cref="FileFormatException">The file is no such JSON, names a picture or class that it lacks, or has a box outside of its picture.</exception>
    public static DetectionData Read(string path, string images)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var json = JsonDocument.Parse(file);
            return Read(json.RootElement, path, images);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new FileFormatException($"'{path}' is not a file of COCO annotations: {e.Message}", e);
        }
    }

    static DetectionData Read(JsonElement root, string path, string images)
    {
        var categories = root.GetProperty("categories").EnumerateArray().OrderBy(c => c.GetProperty("id").GetInt64()).ToList();
        var numbers = categories.Index().ToDictionary(c => c.Item.GetProperty("id").GetInt64(), c => c.Index);
        var objects = root.GetProperty("annotations").EnumerateArray().Where(HasArea).ToLookup(a => a.GetProperty("image_id").GetInt64(), a => Object(a, numbers, path));
        var all = root.GetProperty("images").EnumerateArray().ToDictionary(i => i.GetProperty("id").GetInt64());
        if (objects.FirstOrDefault(o => !all.ContainsKey(o.Key)) is { } lost)
            throw new FileFormatException($"'{path}' has annotations of picture {lost.Key}, which is not among its images.");
        return new(
            [
                .. all.Select(i => new AnnotatedImage(
                    Path.Combine(images, i.Value.GetProperty("file_name").GetString() ?? ""), i.Value.GetProperty("width").GetInt32(),
                    i.Value.GetProperty("height").GetInt32(), [.. objects[i.Key]]).Checked(path)).OrderBy(i => i.Path, StringComparer.Ordinal),
            ],
            [.. categories.Select(c => c.GetProperty("name").GetString() ?? "")]);
    }

    // COCO's own files have a few boxes of no width or height.
    static bool HasArea(JsonElement annotation) => annotation.GetProperty("bbox").EnumerateArray().Skip(2).All(side => side.GetSingle() > 0);

    static AnnotatedObject Object(JsonElement annotation, Dictionary<long, int> numbers, string path)
    {
        var category = annotation.GetProperty("category_id").GetInt64();
        if (!numbers.TryGetValue(category, out var label))
            throw new FileFormatException($"'{path}' has an annotation of category {category}, which is not among its categories.");
        float[] box = [.. annotation.GetProperty("bbox").EnumerateArray().Select(v => v.GetSingle())];
        if (box.Length != 4) throw new FileFormatException($"'{path}' has a bbox of {box.Length} numbers: expected x, y, width, height.");
        var isCrowd = annotation.TryGetProperty("iscrowd", out var crowd) && crowd.GetInt32() != 0;
        return new(new(box[0], box[1], box[0] + box[2], box[1] + box[3]), label, isCrowd);
    }
}
