using Flint.Vision;

namespace Flint.Recipes;

/// <summary>What a model says of an input.</summary>
/// <param name="Input">The file, and the row where there are several.</param>
public abstract record Prediction(string Input);

/// <summary>A class with its probability among all.</summary>
/// <param name="Input">The file, and the row where there are several.</param>
/// <param name="Labels">The names of the classes.</param>
/// <param name="Probabilities">One for each, summing to 1.</param>
public sealed record ClassPrediction(string Input, IReadOnlyList<string> Labels, IReadOnlyList<float> Probabilities) : Prediction(Input)
{
    /// <summary>The numbers of the classes, the likeliest first.</summary>
    public IReadOnlyList<int> Ranking { get; } = [.. Enumerable.Range(0, Probabilities.Count).OrderByDescending(c => Probabilities[c])];

    /// <summary>The name of the likeliest class.</summary>
    public string Label => Labels[Ranking[0]];

    /// <summary>An answer for each row of logits [N, classes].</summary>
    /// <param name="logits">What a network gave, not yet through softmax.</param>
    /// <param name="labels">The names of the classes.</param>
    /// <param name="input">What the row of this number is called.</param>
    public static IReadOnlyList<ClassPrediction> Of(Tensor logits, IReadOnlyList<string> labels, Func<int, string> input)
    {
        ArgumentNullException.ThrowIfNull(logits);
        var rows = logits.Detach().Softmax(-1).ToArray<float>().Chunk(logits.Size(-1));
        return [.. rows.Index().Select(row => new ClassPrediction(input(row.Index), labels, row.Item))];
    }
}

/// <summary>The answers to several questions about one input.</summary>
/// <param name="Input">The file.</param>
/// <param name="Answers">Each with what is asked.</param>
public sealed record JointPrediction(string Input, IReadOnlyList<(string Name, ClassPrediction Answer)> Answers) : Prediction(Input)
{
    /// <summary>The likeliest answers in a row, such as "7 up left".</summary>
    public string Label => string.Join(" ", Answers.Select(a => a.Answer.Label));
}

/// <summary>How alike two inputs are.</summary>
/// <param name="Input">The first file.</param>
/// <param name="Other">The second one.</param>
/// <param name="Similarity">From -1 to 1.</param>
/// <param name="Threshold">From where on they count as the same.</param>
public sealed record SimilarityPrediction(string Input, string Other, double Similarity, double Threshold) : Prediction(Input)
{
    /// <summary>"same" or "different".</summary>
    public string Label => Similarity >= Threshold ? "same" : "different";
}

/// <summary>The values that follow those of the input.</summary>
/// <param name="Input">The file.</param>
/// <param name="Unit">What is forecast.</param>
/// <param name="Values">The next ones, the nearest first.</param>
public sealed record ForecastPrediction(string Input, string Unit, IReadOnlyList<double> Values) : Prediction(Input);

/// <summary>A picture that a model has made.</summary>
/// <param name="Input">The seed, or the file.</param>
/// <param name="Picture">The file of the picture.</param>
public sealed record PicturePrediction(string Input, string Picture) : Prediction(Input);

/// <summary>Objects on a picture.</summary>
/// <param name="Input">The file.</param>
/// <param name="Labels">The names of the classes.</param>
/// <param name="Boxes">The objects, the surest first, in pixels of the picture.</param>
/// <param name="Picture">A file with the boxes drawn.</param>
public sealed record BoxPrediction(string Input, IReadOnlyList<string> Labels, IReadOnlyList<Detection> Boxes, string Picture) : Prediction(Input);

/// <summary>A class for each pixel of a picture.</summary>
/// <param name="Input">The file.</param>
/// <param name="Labels">The names of the classes.</param>
/// <param name="Shares">The share of the pixels that each class has, summing to 1.</param>
/// <param name="Picture">A file with the classes in colours.</param>
public sealed record MaskPrediction(string Input, IReadOnlyList<string> Labels, IReadOnlyList<double> Shares, string Picture) : Prediction(Input);
