using System.Text.Json;
using Flint.IO;

namespace Flint.Training;

/// <summary>The folder of a run: configuration, weights, state, metrics, pictures.</summary>
public sealed class RunFolder
{
    RunFolder(string path, RunConfig config) => (Path, Config) = (path, config);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What the run was started with.</summary>
    public RunConfig Config { get; }

    /// <summary>The weights after the last checkpoint.</summary>
    public string ModelFile => File("model.safetensors");

    /// <summary>The weights of the best epoch.</summary>
    public string BestFile => File("best.safetensors");

    /// <summary>All that a resumed training needs; see <see cref="Checkpoint"/>.</summary>
    public string StateFile => File("state.safetensors");

    /// <summary>A report per epoch.</summary>
    public string MetricsFile => File("metrics.jsonl");

    /// <summary>The path of a file of this name in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes the folder, and those above it, with its config.json.</summary>
    /// <exception cref="RunFolderException">It cannot be made, or already holds a run.</exception>
    public static RunFolder Create(string path, RunConfig config)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"The run folder '{path}' cannot be made: {e.Message} Choose another with --out.", e);
        }
        var run = new RunFolder(path, config);
        if (System.IO.File.Exists(run.ConfigFile))
            throw new RunFolderException($"The folder '{path}' already holds a run: go on with it with --resume {path}, or choose another with --out.");
        AtomicFile.Write(run.ConfigFile, JsonSerializer.Serialize(config, ConfigJson.Default.RunConfig) + "\n");
        return run;
    }

    /// <summary>Opens a run.</summary>
    /// <exception cref="RunFolderException">There is none, its config.json is damaged, or it is of another version of Flint.</exception>
    public static RunFolder Open(string path)
    {
        var file = System.IO.Path.Combine(path, "config.json");
        if (!System.IO.File.Exists(file))
            throw new RunFolderException(Directory.Exists(path)
                ? $"'{path}' is not a run folder: it has no config.json. Runs are made by 'flint train'."
                : $"There is no run folder '{path}'. Runs are made by 'flint train' in runs/, or where --out says.");
        var text = System.IO.File.ReadAllText(file);
        try
        {
            CheckSchema(file, text);
            return new(path, JsonSerializer.Deserialize(text, ConfigJson.Default.RunConfig) ?? throw new JsonException("it holds null"));
        }
        catch (JsonException e)
        {
            throw new RunFolderException($"'{file}' is not the configuration of a run: {e.Message}", e);
        }
    }

    /// <summary>The reports in metrics.jsonl, up to the first line that is not whole.</summary>
    public IReadOnlyList<EpochReport> ReadMetrics() => ReadMetrics(MetricsFile);

    /// <summary>The same of another file; none where there is no file.</summary>
    public static IReadOnlyList<EpochReport> ReadMetrics(string file)
    {
        var reports = new List<EpochReport>();
        if (!System.IO.File.Exists(file)) return reports;
        foreach (var line in System.IO.File.ReadLines(file))
            try
            {
                if (JsonSerializer.Deserialize(line, LineJson.Default.EpochReport) is { } report) reports.Add(report);
            }
            catch (JsonException)
            {
                break;
            }
        return reports;
    }

    /// <summary>Replaces metrics.jsonl.</summary>
    /// <exception cref="FileWriteException">The file cannot be written.</exception>
    public void WriteMetrics(IEnumerable<EpochReport> reports) => WriteMetrics(MetricsFile, reports);

    /// <summary>Writes a line per report.</summary>
    /// <exception cref="FileWriteException">The file cannot be written.</exception>
    public static void WriteMetrics(string file, IEnumerable<EpochReport> reports) =>
        AtomicFile.Write(file, string.Concat(reports.Select(r => ToJson(r) + "\n")));

    /// <summary>A report as one line of JSON.</summary>
    public static string ToJson(EpochReport report) => JsonSerializer.Serialize(report, LineJson.Default.EpochReport);

    string ConfigFile => File("config.json");

    static void CheckSchema(string file, string text)
    {
        using var json = JsonDocument.Parse(text);
        var schema = json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("schema", out var value) ? value.ToString() : "none";
        if (schema != $"{RunConfig.CurrentSchema}")
            throw new RunFolderException($"'{file}' has schema {schema}, but this Flint reads schema {RunConfig.CurrentSchema}: use the version of Flint that made the run.");
    }
}
