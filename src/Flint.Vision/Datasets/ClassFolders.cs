namespace Flint.Vision;

/// <summary>Finds classes and pictures in a folder of folders.</summary>
static class ClassFolders
{
    static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".bmp", ".pbm", ".pgm", ".ppm", ".pnm"];

    /// <summary>The names of the sub-folders, sorted.</summary>
    internal static string[] Names(string root)
    {
        if (!Directory.Exists(root)) throw new NotFoundException($"There is no folder '{root}': name one that has a sub-folder of pictures for each class.");
        string[] names = [.. Directory.EnumerateDirectories(root, "*", new EnumerationOptions()).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];
        return names.Length > 0 ? names : throw new ImageDataException($"'{root}' has no sub-folders: pictures are expected in one for each class, as in {Path.Combine(root, "cats", "1.jpg")}.");
    }

    /// <summary>The pictures of all classes in the order of the classes and then of the paths.</summary>
    internal static List<ImageFile> Files(string root, IReadOnlyList<string> classes)
    {
        var files = new List<ImageFile>();
        foreach (var name in Names(root))
        {
            var folder = Path.Combine(root, name);
            var label = classes.ToList().IndexOf(name);
            if (label < 0) throw new ImageDataException($"'{folder}' is none of the {classes.Count} classes {string.Join(", ", classes.Take(5))}{(classes.Count > 5 ? ", ..." : "")}: rename or remove it.");
            string[] pictures = [.. Pictures(folder).Order(StringComparer.Ordinal)];
            if (pictures.Length == 0) throw new ImageDataException($"Class '{name}' has no picture: '{folder}' has no file ending with {string.Join(", ", Extensions)}.");
            files.AddRange(pictures.Select(p => new ImageFile(p, label)));
        }
        return [.. files.OrderBy(f => f.Label)];
    }

    static IEnumerable<string> Pictures(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false })
            .Where(IsPicture);

    /// <summary>True where the name ends as that of a picture that is read.</summary>
    internal static bool IsPicture(string file) => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);
}
