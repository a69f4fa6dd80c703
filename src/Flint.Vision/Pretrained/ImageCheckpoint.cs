using System.Text.RegularExpressions;
using Flint.IO;
using Flint.NN;

namespace Flint.Vision;

/// <summary>Checkpoints of image networks, as torchvision and others publish them.</summary>
public static partial class ImageCheckpoint
{
    /// <summary>
    /// The network with the weights of a file. The number of classes is that of the file; <c>module.</c> before all names is taken off, names of
    /// torchvision's older checkpoints (DenseNet, ViT) are brought up to date, and counters of batches, which old files lack, start at 0.
    /// </summary>
    /// <param name="model">Which network.</param>
    /// <param name="path">A file that <see cref="Module.Load"/> reads.</param>
    /// <exception cref="StateException">Keys are missing or surplus or have other shapes; the message lists them, and names the network that the file fits.</exception>
    public static Module Load(ImageModel model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        var state = UpToDate(StateFile.Load(path));
        using var _ = new SkipInit();
        var net = Create(model, state);
        var expected = net.StateDict();
        foreach (var (name, tensor) in expected)
            if (IsCounter(name)) state.TryAdd(name, Tensor.Zeros(tensor.Shape, tensor.DType));
        var fit = new CheckpointFit(expected, state);
        if (!fit.IsWhole) throw new StateException($"'{path}' does not fit {model.Name}. {Advice(state, model)}{fit}");
        net.LoadStateDict(state);
        return net;
    }

    internal static bool IsCounter(string name) => name.EndsWith(".num_batches_tracked", StringComparison.Ordinal);

    // The last tensor of all these networks is the bias of the logits.
    static Module Create(ImageModel model, Dictionary<string, Tensor> state)
    {
        var net = model.Create();
        var (name, bias) = net.StateDict().Last();
        return state.TryGetValue(name, out var found) && found.Rank == 1 && found.Size(0) is > 0 and var classes && classes != bias.Size(0) ? model.Create(classes) : net;
    }

    static Dictionary<string, Tensor> UpToDate(IReadOnlyDictionary<string, Tensor> state)
    {
        const string parallel = "module.";
        var wrapped = state.Count > 0 && state.Keys.All(k => k.StartsWith(parallel, StringComparison.Ordinal));
        return state.ToDictionary(p => UpToDate(wrapped ? p.Key[parallel.Length..] : p.Key), p => p.Value);
    }

    static string UpToDate(string name) =>
        DenseLayerName().Replace(VitName().Replace(name, m => $"mlp.{(m.Groups[1].Value == "1" ? 0 : 3)}."), "$1$2.");

    static string Advice(Dictionary<string, Tensor> state, ImageModel asked)
    {
        var (best, fit) = ImageModels.All.Where(m => m != asked).Select(m => (Model: m, Fit: new CheckpointFit(Create(m, state).StateDict(), state))).MaxBy(m => m.Fit.Share);
        return fit.IsWhole ? $"It fits {best.Name}: use that model. " : fit.Share > 0.5 ? $"Nearest is {best.Name}, with {fit.Share:p0} of the keys. " : "It fits no model that 'flint models' lists. ";
    }

    // denselayer1.norm.1.weight is today denselayer1.norm1.weight
    [GeneratedRegex(@"(denselayer\d+\.(?:norm|conv))\.([12])\.")]
    private static partial Regex DenseLayerName();

    // mlp.linear_1.weight is today mlp.0.weight
    [GeneratedRegex(@"mlp\.linear_([12])\.")]
    private static partial Regex VitName();
}
