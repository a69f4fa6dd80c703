namespace Flint.Data;

/// <summary>
/// Where data sets are looked for, in this order: the folder given, <c>$FLINT_DATA/NAME</c>, <c>data/NAME</c> in the current folder,
/// the program's folder or one above them (a checked-out repository), and the user's cache, where <c>flint data get</c> puts them.
/// </summary>
public static class DataFolders
{
    /// <summary>The folder of downloaded data: <c>$XDG_CACHE_HOME/flint</c>, else <c>~/.cache/flint</c>; on Windows <c>%LOCALAPPDATA%\flint</c>.</summary>
    public static string Cache => Path.Combine(CacheHome(), "flint");

    /// <summary>The folder of data set <paramref name="name"/>, or null where there is none.</summary>
    public static string? TryFind(string name) => Places(name, null).FirstOrDefault(p => Directory.Exists(p) && Directory.EnumerateFiles(p).Any());

    /// <summary>A file of data set <paramref name="name"/>, plain or with <c>.gz</c> behind its name.</summary>
    /// <param name="name">The name of the data set's folder.</param>
    /// <param name="file">The file's name in it.</param>
    /// <param name="root">The folder with the file, or the one above it; null searches the usual places.</param>
    /// <exception cref="NotFoundException">It is nowhere; the message names all places.</exception>
    public static string FindFile(string name, string file, string? root = null)
    {
        string[] names = [file, file + ".gz"];
        var folder = Find(name, place => names.Any(n => File.Exists(Path.Combine(place, n))), root);
        return names.Select(n => Path.Combine(folder, n)).First(File.Exists);
    }

    /// <summary>The first place for which <paramref name="holds"/> is true.</summary>
    /// <exception cref="NotFoundException">None is; the message names them all.</exception>
    internal static string Find(string name, Func<string, bool> holds, string? root = null)
    {
        var places = Places(name, root).Distinct().ToList();
        return places.FirstOrDefault(holds) ?? throw new NotFoundException(
            $"The data set '{name}' was not found. Looked in: {string.Join(", ", places.Select(p => $"'{p}'"))}. "
            + (KnownDatasets.All.Any(k => k.Name == name) ? $"Get it with 'flint data get {name}', or name" : "Name")
            + " the folder with --data DIR, or set FLINT_DATA to the folder above it.");
    }

    static List<string> Places(string name, string? root)
    {
        if (root is not null) return [root, Path.Combine(root, name)];
        var places = new List<string>();
        if (Environment.GetEnvironmentVariable("FLINT_DATA") is { Length: > 0 } folder) places.Add(Path.Combine(folder, name));
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            var above = Above(Path.TrimEndingDirectorySeparator(start)).Select(d => Path.Combine(d, "data", name)).ToList();
            // The ones that exist, or the nearest, so that the error stays readable.
            places.AddRange(above.Where(Directory.Exists).DefaultIfEmpty(above[0]));
        }
        places.Add(Path.Combine(Cache, name));
        return places;
    }

    static IEnumerable<string> Above(string folder)
    {
        for (string? d = folder; d is not null; d = Path.GetDirectoryName(d)) yield return d;
    }

    static string CacheHome()
    {
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } home) return home;
        return OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
    }
}
