using Flint.IO;

namespace Flint.Training;

/// <summary>Writes and reads the whole state of a training as one safetensors file, so that no crash can part the weights from the rest.</summary>
public static class Checkpoint
{
    /// <summary>The version of the layout that this Flint writes and reads.</summary>
    public const int Schema = 1;

    /// <summary>Writes <see cref="Trainer.StateDict"/>, under a temporary name until it is complete.</summary>
    /// <exception cref="FileWriteException">The file cannot be written.</exception>
    public static void Save(string path, Trainer trainer) =>
        Safetensors.Save(path, trainer.StateDict(), new Dictionary<string, string> { ["flint.state"] = $"{Schema}" });

    /// <summary>Makes a trainer go on from a file of <see cref="Save"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trainer">A trainer made as the one that was saved.</param>
    /// <param name="epochs">The reports of the epochs completed by then.</param>
    /// <exception cref="CheckpointException">The file is of another model, optimiser, or version of Flint.</exception>
    /// <exception cref="FileFormatException">The file is damaged.</exception>
    public static void Load(string path, Trainer trainer, IEnumerable<EpochReport>? epochs = null)
    {
        using (var file = Safetensors.Open(path))
        {
            var found = file.Metadata.GetValueOrDefault("flint.state", "none");
            if (found != $"{Schema}")
                throw new CheckpointException($"'{path}' cannot be resumed: expected a training state of schema {Schema}, found schema {found}. Use the version of Flint that wrote it.");
        }
        try
        {
            trainer.LoadStateDict(Safetensors.Load(path), epochs);
        }
        catch (CheckpointException e)
        {
            throw new CheckpointException($"'{path}': {e.Message}", e);
        }
    }
}
