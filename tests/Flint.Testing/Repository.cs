namespace Flint.Testing;

/// <summary>Finds files of the repository from a test that runs in its bin folder.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Flint.slnx"))) return folder.FullName;
        throw new DirectoryNotFoundException($"No Flint.slnx above {start}: tests read fixtures and data from the repository.");
    }
}
