using System.Text.Json;
using System.Text.Json.Serialization;
using Flint.Data;

namespace Flint.Training;

/// <summary>What a run was started with: config.json of its folder.</summary>
/// <param name="Schema">Version of the folder's layout.</param>
/// <param name="Flint">Version of Flint that wrote it.</param>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="Created">When, in UTC.</param>
/// <param name="Arguments">With what arguments.</param>
/// <param name="Model">What was trained.</param>
/// <param name="Preprocessing">What images are put through before the model sees them; null where inputs are no images.</param>
/// <param name="Labels">The names of the classes in the order of the model's outputs.</param>
public sealed record RunConfig(
    int Schema, string Flint, string Recipe, DateTime Created, RunArguments Arguments, ModelInfo Model, Preprocessing? Preprocessing,
    IReadOnlyList<string> Labels)
{
    /// <summary>The version of the layout that this Flint writes and reads.</summary>
    public const int CurrentSchema = 1;
}

/// <summary>The arguments of a training.</summary>
/// <param name="Epochs">Passes over the training data.</param>
/// <param name="BatchSize">Samples per step.</param>
/// <param name="Lr">The learning rate, or the highest of a schedule.</param>
/// <param name="Seed">Decides the initial weights and the order of the samples.</param>
/// <param name="Data">Name or folder of the data.</param>
/// <param name="Preset">Which of the recipe's presets they come from; null where it has none.</param>
/// <param name="StepsPerEpoch">Steps that make an epoch, going through the data as often as needed; null for one pass.</param>
/// <param name="ValidationSteps">Batches of <paramref name="BatchSize"/> test samples that are measured after each epoch; null for all.</param>
public sealed record RunArguments(
    int Epochs, int BatchSize, double Lr, long Seed, string Data, string? Preset = null, int? StepsPerEpoch = null, int? ValidationSteps = null);

/// <summary>What a model is.</summary>
/// <param name="Name">Its name, such as <c>ConvNet</c>.</param>
/// <param name="Classes">How many classes it tells apart; 0 where its outputs are no classes.</param>
/// <param name="Parameters">How many numbers it has to train.</param>
public sealed record ModelInfo(string Name, int Classes, long Parameters);

/// <summary>How an image becomes an input: y = (x * scale - mean) / std per channel. Belongs to the weights, not to the model's class.</summary>
/// <param name="Size">Height and width.</param>
/// <param name="Channels">1 for grey, 3 for RGB.</param>
/// <param name="Scale">Brings stored numbers (bytes, mostly) to the range of mean and std.</param>
/// <param name="Mean">One per channel, or one for all.</param>
/// <param name="Std">One per channel, or one for all.</param>
/// <param name="Padding">Pixels around the scaled drawing on each side, 4 for MNIST's 20x20 in 28x28.</param>
public sealed record Preprocessing(
    IReadOnlyList<int> Size, int Channels, double Scale, IReadOnlyList<float> Mean, IReadOnlyList<float> Std, int Padding)
{
    /// <summary>Scale, mean and std together.</summary>
    [JsonIgnore]
    public Normalization Normalization => new(Scale, Mean, Std);
}

/// <summary>The JSON of run folders, made at compile time so that it works trimmed and compiled ahead of time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RunConfig))]
sealed partial class ConfigJson : JsonSerializerContext;

/// <summary>The same, one object a line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(EpochReport))]
sealed partial class LineJson : JsonSerializerContext;
