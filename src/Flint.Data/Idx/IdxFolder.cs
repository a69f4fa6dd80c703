using System.Text.RegularExpressions;

namespace Flint.Data;

/// <summary>
/// A folder of labelled images in idx files, paired by stem: <c>train-images-idx3-ubyte.gz</c> with <c>train-labels-idx1-ubyte.gz</c>,
/// <c>sprite-872-images-...</c> with <c>sprite-872-labels-...</c>.
/// </summary>
/// <remarks>
/// The test set is the pair <c>t10k</c> (or <c>test</c>), else every pair that begins so (<c>t10k-1000</c>). The training set is the
/// pair <c>train</c>, else every <c>train-...</c>, and with it all pairs of other names. Labels without images are passed over.
/// </remarks>
public sealed partial class IdxFolder
{
    readonly SortedDictionary<string, Pair> pairs = new(StringComparer.Ordinal);
    readonly Normalization? normalization;
    readonly IReadOnlyList<string>? classes;

    /// <summary>Looks through a folder; nothing is read yet.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="normalization">What images are put through; null computes mean and standard deviation of the training images.</param>
    /// <param name="classes">The names of the classes; null numbers them.</param>
    /// <exception cref="NotFoundException">The folder holds no pair of images and labels, or images without labels.</exception>
    public IdxFolder(string folder, Normalization? normalization = null, IReadOnlyList<string>? classes = null)
    {
        (Folder, this.normalization, this.classes) = (folder, normalization, classes);
        foreach (var file in Files(folder))
        {
            var (stem, isImages) = Parse(file)!.Value;
            var pair = pairs.GetValueOrDefault(stem) ?? new(null, null);
            pairs[stem] = isImages ? pair with { Images = pair.Images ?? file } : pair with { Labels = pair.Labels ?? file };
        }
        Check();
    }

    /// <summary>
    /// Opens a folder, or the data set of that name (see <see cref="DataFolders"/>). MNIST and Fashion-MNIST bring their own
    /// normalisation and class names.
    /// </summary>
    /// <exception cref="NotFoundException">There is no such folder or data set; the message names the places searched.</exception>
    public static IdxFolder Open(string nameOrFolder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(nameOrFolder));
        var folder = Holds(nameOrFolder) ? nameOrFolder : DataFolders.Find(name, Holds, name == nameOrFolder ? null : nameOrFolder);
        return name switch
        {
            Mnist.Name => new(folder, Mnist.Normalization, Mnist.Classes),
            FashionMnist.Name => new(folder, FashionMnist.Normalization, FashionMnist.Classes),
            _ => new(folder),
        };
    }

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    /// <summary>The training images, [n, channels, height, width] bytes, and labels, [n] Int64.</summary>
    /// <exception cref="FileFormatException">A file is damaged, or images and labels differ in number.</exception>
    public TensorDataset Train() => Load(Choose("train", others: true), "training");

    /// <summary>The test images and labels, as <see cref="Train"/>.</summary>
    /// <exception cref="FileFormatException">A file is damaged, or images and labels differ in number.</exception>
    public TensorDataset Test() => Load(Choose("t10k", others: false) is { Count: > 0 } chosen ? chosen : Choose("test", others: false), "test");

    /// <summary>True where at least one pair can be found.</summary>
    internal static bool Holds(string folder) => Files(folder).Any(f => Parse(f)!.Value.IsImages);

    static IEnumerable<string> Files(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Where(f => Parse(f) is not null).Order(StringComparer.Ordinal)
        : [];

    static (string Stem, bool IsImages)? Parse(string file)
    {
        var match = FileName().Match(Path.GetFileName(file));
        return match.Success ? (match.Groups["stem"].Value, match.Groups["kind"].Value == "images") : null;
    }

    [GeneratedRegex(@"^(?<stem>.+)[-.](?<kind>images|labels)([-.]idx\d-\w+)?(\.idx)?(\.gz)?$")]
    private static partial Regex FileName();

    void Check()
    {
        foreach (var (stem, (images, labels)) in pairs)
            if (images is not null && labels is null)
                throw new NotFoundException($"'{images}' has no labels: expected '{stem}-labels-idx1-ubyte' or '{stem}-labels-idx1-ubyte.gz' beside it.");
        if (pairs.Values.All(p => p.Images is null))
            throw new NotFoundException($"'{Folder}' holds no pair of idx files such as train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz.");
    }

    List<string> Choose(string official, bool others)
    {
        var complete = pairs.Where(p => p.Value.Images is not null).Select(p => p.Key).ToList();
        var chosen = complete.Contains(official) ? [official] : complete.Where(s => s.StartsWith(official + "-", StringComparison.Ordinal)).ToList();
        if (others) chosen.AddRange(complete.Where(s => !IsPart(s, "train") && !IsPart(s, "t10k") && !IsPart(s, "test")));
        return chosen;
    }

    // A class, as .NET has compiled code for dictionaries of those: a struct costs a start-up 50 ms.
    sealed record Pair(string? Images, string? Labels);

    static bool IsPart(string stem, string official) => stem == official || stem.StartsWith(official + "-", StringComparison.Ordinal);

    TensorDataset Load(List<string> stems, string purpose)
    {
        if (stems.Count == 0)
            throw new NotFoundException($"'{Folder}' holds no {purpose} set, only {string.Join(", ", pairs.Keys)}.");
        var read = stems.ConvertAll(s => IdxPair.Read(pairs[s].Images!, pairs[s].Labels!));
        var (images, labels) = IdxPair.Join(read, Folder);
        return new(images, labels, normalization ?? ComputedFrom(images, purpose), classes ?? IdxPair.Numbered(labels));
    }

    // Test images are put through what the training images give, as a model expects.
    Normalization ComputedFrom(Tensor images, string purpose) =>
        purpose == "training" || Choose("train", others: true).Count == 0 ? IdxPair.Statistics(images) : Train().Normalization!;
}
