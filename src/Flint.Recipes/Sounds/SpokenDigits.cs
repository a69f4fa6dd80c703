using Flint.Data;

namespace Flint.Recipes;

/// <summary>
/// The Free Spoken Digit Dataset: recordings of "zero" to "nine" at 8 kHz, <c>recordings/DIGIT_SPEAKER_INDEX.wav</c>; those with index 0 to 4 are
/// the test part. Jackson et al., https://github.com/Jakobovski/free-spoken-digit-dataset.
/// </summary>
static class SpokenDigits
{
    internal const string Name = "fsdd";

    internal const int Rate = 8000, Bands = 40, Frames = 25, Features = Bands * Frames;

    /// <summary>"0" to "9".</summary>
    internal static IReadOnlyList<string> Classes { get; } = [.. Enumerable.Range(0, 10).Select(d => $"{d}")];

    // 25 ms windows every 10 ms, as for speech recognisers.
    static readonly LogMel Mel = new(Rate, nFft: 256, hopLength: 80, filters: Bands) { WinLength = 200, Floor = 1e-8 };

    /// <summary>Inputs [n, 1000] and digits [n].</summary>
    /// <param name="source">The name of the set, or the folder with <c>recordings</c> or the one above it.</param>
    /// <param name="test">The test part instead of the training part.</param>
    /// <exception cref="NotFoundException">There are no recordings.</exception>
    internal static TensorDataset Load(string source, bool test)
    {
        var files = Files(source).Where(f => f.Index < 5 == test).OrderBy(f => f.Path, StringComparer.Ordinal).ToArray();
        var inputs = files.AsParallel().AsOrdered().Select(f => Describe(f.Path)).ToArray();
        return new(
            Tensor.From(inputs.SelectMany(v => v).ToArray(), [files.Length, Features]),
            Tensor.From(files.Select(f => (long)f.Digit).ToArray(), [files.Length]), classes: Classes);
    }

    /// <summary>A recording as an input [1, 1000].</summary>
    internal static Tensor Input(string path) => Tensor.From(Describe(path), [1, Features]);

    /// <summary>
    /// 40 log-mel bands by 25 frames spread evenly over the recording, so that a slow "seven" and a quick one look alike; each recording's mean is 0
    /// and its standard deviation 1, which takes loudness out.
    /// </summary>
    static float[] Describe(string path)
    {
        var (samples, rate) = Wav.Load(path);
        if (rate != Rate) throw new FileFormatException($"'{path}' is sampled {rate} times a second, but the recipe takes {Rate}: convert it first.");
        using var _ = new NoGrad();
        var mono = samples.Rank == 1 ? samples : samples.Mean(0);
        if (mono.Count < 256) mono = mono.Pad([0, 256 - (int)mono.Count]);
        var mel = Mel.Forward(mono);                                              // [40, frames]
        var even = mel.Unsqueeze(0).Interpolate([Frames], mode: InterpolationMode.Linear).Squeeze(0);   // [40, 25]
        var flat = even.Flatten();
        return ((flat - flat.Mean()) / (flat.Std() + 1e-5)).ToArray<float>();
    }

    static (string Path, int Digit, int Index)[] Files(string source)
    {
        var folder = Directory.Exists(source) ? source : DataFolders.TryFind(source) ?? Path.Combine(source, "recordings");
        if (Directory.Exists(Path.Combine(folder, "recordings"))) folder = Path.Combine(folder, "recordings");
        var found = (Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.wav") : [])
            .Select(path => (Path: path, Parts: Path.GetFileNameWithoutExtension(path).Split('_')))
            .Where(f => f.Parts is [[>= '0' and <= '9'], _, _] && int.TryParse(f.Parts[2], out int _))
            .Select(f => (f.Path, f.Parts[0][0] - '0', int.Parse(f.Parts[2], System.Globalization.CultureInfo.InvariantCulture))).ToArray();
        return found.Length > 0 ? found : throw new NotFoundException(
            $"There are no recordings DIGIT_SPEAKER_INDEX.wav in '{folder}': get the Free Spoken Digit Dataset, and name its folder with --data, or set FLINT_DATA to the folder above '{Name}'.");
    }
}
