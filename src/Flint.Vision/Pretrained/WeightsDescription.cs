using System.Text.Json;
using System.Text.Json.Serialization;
using Flint.Data;

namespace Flint.Vision;

/// <summary>
/// What the .json beside a file of weights says: <c>cats.json</c> beside <c>cats.safetensors</c>. All but the size may be left out.
/// </summary>
/// <param name="Size">Height and width of the input.</param>
/// <param name="Resize">The shorter side before the middle is cut out; that of the input where not given.</param>
/// <param name="Scale">What bytes are multiplied with; 1/255 where not given.</param>
/// <param name="Mean">Subtracted, per channel or one for all; ImageNet's where not given.</param>
/// <param name="Std">Divided by, per channel or one for all; ImageNet's where not given.</param>
/// <param name="Labels">The names of the classes.</param>
/// <example><c>{"size": [224, 224], "resize": 256, "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225], "labels": ["cat", "dog"]}</c></example>
public sealed record WeightsDescription(
    IReadOnlyList<int> Size, int? Resize = null, double? Scale = null, IReadOnlyList<float>? Mean = null, IReadOnlyList<float>? Std = null,
    IReadOnlyList<string>? Labels = null)
{
    /// <summary>As what is applied to pictures.</summary>
    public ImagePreparation Preparation
    {
        get
        {
            var imageNet = ImagePreparation.ImageNet.Normalization;
            return new(Size[0], Size[1], Resize ?? Size.Max(), new(Scale ?? imageNet.Scale, Mean ?? imageNet.Mean, Std ?? imageNet.Std));
        }
    }

    /// <summary>Reads the description beside a file of weights; null where there is none.</summary>
    /// <exception cref="FileFormatException">It is not one.</exception>
    public static WeightsDescription? Beside(string weights)
    {
        var file = Path.ChangeExtension(weights, ".json");
        if (file == weights || !File.Exists(file)) return null;
        try
        {
            var read = JsonSerializer.Deserialize(File.ReadAllText(file), WeightsJson.Default.WeightsDescription) ?? throw new JsonException("it holds null");
            return read.Check() is { } problem ? throw new JsonException(problem) : read;
        }
        catch (JsonException e)
        {
            throw new FileFormatException($"'{file}' does not describe the weights beside it: {e.Message} It needs \"size\": [height, width]; \"resize\", \"scale\", \"mean\", \"std\" and \"labels\" may follow.", e);
        }
    }

    string? Check()
    {
        if (Size is not [>= 1 and <= 1 << 14, >= 1 and <= 1 << 14]) return $"size is [{string.Join(", ", Size)}], not a height and a width.";
        if (Resize < Size.Max() || Resize > 1 << 14) return $"resize is {Resize}, less than the size or very large.";
        if (Scale is not (null or > 0)) return $"scale is {Scale}, not positive.";
        if (Mean is { Count: not (1 or 3) }) return $"mean has {Mean.Count} numbers, not one or one per channel.";
        if (Std is { Count: not (1 or 3) } || Std?.Any(s => !(s > 0)) == true) return "std has no positive number for each channel.";
        return null;
    }
}

/// <summary>Made at compile time, so that it works trimmed and compiled ahead of time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WeightsDescription))]
sealed partial class WeightsJson : JsonSerializerContext;
