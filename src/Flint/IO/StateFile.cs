namespace Flint.IO;

/// <summary>The file of a state dict, of the kind that its name tells.</summary>
static class StateFile
{
    internal static void Save(string path, IReadOnlyDictionary<string, Tensor> state)
    {
        if (Extension(path) is ".pt" or ".pth" or ".th" or ".bin") TorchFile.Save(path, state);
        else Safetensors.Save(path, state, new Dictionary<string, string> { ["format"] = "pt" });
    }

    internal static IReadOnlyDictionary<string, Tensor> Load(string path) => Extension(path) switch
    {
        ".pt" or ".pth" or ".th" or ".bin" or ".ckpt" => TorchFile.Load(path),
        ".json" => SafetensorsIndex.Load(path),
        _ when Directory.Exists(path) => SafetensorsIndex.Load(path),
        _ => Safetensors.Load(path),
    };

    static string Extension(string path) => Path.GetExtension(path).ToLowerInvariant();
}
