using Flint.Data;
using Flint.Optim;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>
/// A recipe whose model makes pictures like those of a data set. After each epoch a grid of them is drawn, and the <see cref="FrechetDistance"/>
/// between 2,000 of them and as many test images measured: <c>MnistVae</c> is the shortest.
/// </summary>
public abstract class GenerativeRecipe : Recipe
{
    /// <summary>The training images, [N, 1, 28, 28], of the data set of this name or in this folder.</summary>
    public virtual TensorDataset TrainData(string source) => IdxFolder.Open(source).Train();

    /// <summary>The images that generated ones are compared with.</summary>
    public virtual TensorDataset TestData(string source) => IdxFolder.Open(source).Test();

    /// <summary>How bytes become what the model is given and makes: to -1..1 unless overridden.</summary>
    public virtual Normalization Normalization { get; } = new(1.0 / 255, [0.5f], [0.5f]);

    /// <summary>A new model with random weights.</summary>
    public abstract GenerativeModel Model(RunArguments arguments);

    /// <summary>How the learning rate of the first optimiser changes; null for not at all.</summary>
    /// <param name="model">The model.</param>
    /// <param name="totalSteps">Steps of the whole training.</param>
    public virtual Schedule? Schedule(GenerativeModel model, int totalSteps) => null;

    /// <inheritdoc/>
    public override RecipeRun Prepare(RunArguments arguments, RunPlace place) => new GenerativeRun(this, arguments, place);

    /// <inheritdoc/>
    public override TrainedModel Open(RunFolder folder, string weights) => new PictureMaker(this, folder, weights);
}
