using System.Text.RegularExpressions;

namespace Flint.Data;

/// <summary>
/// A folder of CIFAR files, plain or <c>.gz</c>. The training set is every <c>data_batch_N.bin</c> and <c>train*.bin</c> in the order of
/// their names, the test set every <c>test*.bin</c>.
/// </summary>
static partial class CifarFolder
{
    internal static bool Holds(string folder) => Files(folder, Training()).Length > 0 || Files(folder, Test()).Length > 0;

    /// <summary>All files of one part as one data set.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="train">The training part, else the test part.</param>
    /// <param name="normalization">What images are put through.</param>
    /// <param name="names">The names of the classes of each label byte.</param>
    /// <param name="label">Which of the label bytes is the target.</param>
    internal static TensorDataset Load(string folder, bool train, Normalization normalization, IReadOnlyList<string>[] names, int label)
    {
        var files = Files(folder, train ? Training() : Test());
        if (files.Length == 0)
            throw new NotFoundException($"'{folder}' holds no {(train ? "training files, such as data_batch_1.bin or train.bin" : "test file, such as test_batch.bin or test.bin")}.");
        var classes = Array.ConvertAll(names, n => n.Count);
        var read = Array.ConvertAll(files, f => CifarReader.Read(f, classes));
        byte[] pixels = [.. read.SelectMany(r => r.Pixels)];
        long[] labels = [.. read.SelectMany(r => r.Labels[label])];
        return new(
            Tensor.Wrap(pixels, [labels.Length, 3, CifarReader.Side, CifarReader.Side]), Tensor.Wrap(labels, [labels.Length]), normalization, names[label]);
    }

    static string[] Files(string folder, Regex name) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder).Where(f => name.IsMatch(Path.GetFileName(f))).Order(StringComparer.Ordinal)]
        : [];

    [GeneratedRegex(@"^(data_batch_\d+|train.*)\.bin(\.gz)?$")]
    private static partial Regex Training();

    [GeneratedRegex(@"^test.*\.bin(\.gz)?$")]
    private static partial Regex Test();
}
