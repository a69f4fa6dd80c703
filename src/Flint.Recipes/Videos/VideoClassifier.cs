using Flint.Training;

namespace Flint.Recipes;

/// <summary>A network that tells what moves in a video, and where.</summary>
public sealed class VideoClassifier : Classifier
{
    internal VideoClassifier(SupervisedRecipe recipe, RunFolder folder, string weights) : base(recipe, folder, weights)
    {
    }

    /// <summary>The digit and the direction in a YUV4MPEG2 or AVI file.</summary>
    /// <exception cref="Imaging.ImageFormatException">The file is no video that is read.</exception>
    public override IReadOnlyList<Prediction> Predict(string path)
    {
        var (outputs, labels) = (Outputs(path), Folder.Config.Labels);
        return
        [
            new JointPrediction(path, [.. VideoHead.Of(labels.Count).Select(h =>
                (h.Name, ClassPrediction.Of(h.Scores(outputs), [.. labels.Skip(h.First).Take(h.Count)], _ => path)[0]))]),
        ];
    }
}
