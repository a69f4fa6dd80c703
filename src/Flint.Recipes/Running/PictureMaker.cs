using System.Globalization;
using Flint.Data;
using Flint.Imaging;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>A model that a generative recipe has trained to make pictures.</summary>
public sealed class PictureMaker : TrainedModel
{
    const int Count = 64;

    readonly GenerativeRecipe recipe;
    readonly GenerativeModel model;
    readonly Normalization normalization;

    internal PictureMaker(GenerativeRecipe recipe, RunFolder folder, string weights) : base(folder)
    {
        this.recipe = recipe;
        normalization = folder.Config.Preprocessing!.Normalization;
        model = recipe.Model(folder.Config.Arguments);
        model.Load(weights);
        model.Eval();
    }

    /// <summary>Makes pictures.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Which: the same seed gives the same ones.</param>
    public IReadOnlyList<Image> Sample(int count, long seed)
    {
        using var _ = new NoGrad();
        return Pictures.Grid(model.Sample(count, new Generator(seed)), normalization).Images;
    }

    /// <summary>The losses on the test images, the Fréchet distance of 2,000 generated images to as many of them, and that between real ones.</summary>
    /// <inheritdoc/>
    public override Evaluation Evaluate(string? data = null, CancellationToken cancel = default)
    {
        var test = recipe.TestData(data ?? Folder.Config.Arguments.Data);
        var step = new GenerativeStep(model, normalization, c => Scorer.Open(Folder, () => recipe.TrainData(Folder.Config.Arguments.Data), test, c));
        return step.Evaluate(new DataLoader(test.With(normalization), batchSize: 250), cancel);
    }

    /// <summary>
    /// Of a whole number, a seed: 64 new pictures, as samples-seed-NUMBER.png in the run folder. Of a picture file: what the model makes of it
    /// after compressing it, beside what it was given, as NAME-reconstruction.png.
    /// </summary>
    /// <exception cref="NotFoundException">It is neither a number nor a file, or the model cannot compress pictures.</exception>
    public override IReadOnlyList<Prediction> Predict(string path)
    {
        using var _ = new NoGrad();
        if (long.TryParse(path, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed))
            return Saved(path, $"samples-seed-{seed}.png", model.Sample(Count, new Generator(seed)));
        if (!File.Exists(path))
            throw new NotFoundException($"'{path}' is neither a file nor a whole number: {Folder.Config.Recipe} makes pictures from a seed, such as 7.");
        var input = new DrawingPreparation(Folder.Config.Preprocessing!).Apply(Image.Load(path));
        var made = model.Reconstruct(input)
            ?? throw new NotFoundException($"{Folder.Config.Recipe} cannot make a picture from '{path}', only from a seed, such as 7: pictures are for mnist-vae.");
        return Saved(path, $"{Path.GetFileNameWithoutExtension(path)}-reconstruction.png", Tensor.Concat([input, made]));
    }

    IReadOnlyList<Prediction> Saved(string input, string name, Tensor images)
    {
        var file = Folder.File(name);
        Pictures.Grid(images, normalization).Save(file);
        return [new PicturePrediction(input, file)];
    }
}
