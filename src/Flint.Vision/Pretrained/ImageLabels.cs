using System.Text.Json;
using Flint.Data;

namespace Flint.Vision;

/// <summary>Names of classes, in the order of a data set.</summary>
public static class ImageLabels
{
    const string Folder = "imagenet-labels";

    /// <summary>Of CIFAR-10.</summary>
    public static IReadOnlyList<string> Cifar10 => Data.Cifar10.Classes;

    /// <summary>
    /// The 1000 of ImageNet, from <c>imagenet-labels/imagenet-simple-labels.json</c> or <c>synset_words.txt</c>, where data sets are looked for; null where
    /// neither is there.
    /// </summary>
    /// <exception cref="FileFormatException">The file is damaged.</exception>
    public static IReadOnlyList<string>? TryImageNet()
    {
        if (DataFolders.TryFind(Folder) is not { } folder) return null;
        string simple = Path.Combine(folder, "imagenet-simple-labels.json"), synsets = Path.Combine(folder, "synset_words.txt");
        var (file, labels) = File.Exists(simple) ? (simple, Array(simple)) : File.Exists(synsets) ? (synsets, Synsets(synsets)) : ("", null);
        return labels is null || labels.Count == 1000 ? labels : throw new FileFormatException($"'{file}' has {labels.Count} labels, not the 1000 of ImageNet.");
    }

    static List<string> Array(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return [.. json.RootElement.EnumerateArray().Select(e => e.GetString() ?? throw new JsonException("a label is null"))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FileFormatException($"'{file}' is not a JSON array of labels: {e.Message}", e);
        }
    }

    // n01440764 tench, Tinca tinca
    static List<string> Synsets(string file) =>
        [.. File.ReadLines(file).Where(line => line.Length > 0).Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].Split(',')[0])];
}
