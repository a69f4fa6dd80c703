using Flint.Data;
using Flint.Imaging;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>A supervised recipe on images of one size, [N, channels, height, width], held as bytes.</summary>
public abstract class ImageRecipe : SupervisedRecipe
{
    /// <inheritdoc/>
    public abstract override TensorDataset TrainData(RunArguments arguments);

    /// <inheritdoc/>
    public abstract override TensorDataset TestData(RunArguments arguments);

    /// <summary>Empty pixels that the images of this data have on each side, for <c>flint predict</c> to imitate.</summary>
    public virtual int Padding(string source) => 0;

    /// <inheritdoc/>
    public sealed override Preprocessing Preprocessing(Dataset data, RunArguments arguments) => DrawingPreparation.Of((TensorDataset)data, Padding(arguments.Data));

    /// <inheritdoc/>
    public sealed override Tensor ReadInput(string path, RunConfig config) => Prepare(Image.Load(path), config.Preprocessing!);

    /// <summary>A picture of any size as the model's input, [1, channels, height, width]: as a drawing of MNIST's kind, unless a recipe says otherwise.</summary>
    public virtual Tensor Prepare(Image image, Preprocessing preprocessing) => new DrawingPreparation(preprocessing).Apply(image);

    /// <inheritdoc/>
    public override TrainedModel Open(RunFolder folder, string weights) => new ImageClassifier(this, folder, weights);
}
