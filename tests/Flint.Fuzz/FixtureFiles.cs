namespace Flint.Fuzz;

/// <summary>Files of a folder of tests/fixtures; none where the program runs outside of the repository.</summary>
static class FixtureFiles
{
    internal static IEnumerable<byte[]> Read(string folder, params string[] names)
    {
        var root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "Flint.slnx"))) root = Path.GetDirectoryName(root);
        return root is null ? [] : names.Select(n => File.ReadAllBytes(Path.Combine(root, "tests", "fixtures", folder, n)));
    }
}
