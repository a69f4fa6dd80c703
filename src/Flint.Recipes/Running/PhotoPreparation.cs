using Flint.Imaging;
using Flint.Training;
using Flint.Vision.Transforms;

namespace Flint.Recipes;

/// <summary>Brings a photo of any size to a model's input: scaled to the size, whatever its aspect, and normalised.</summary>
static class PhotoPreparation
{
    /// <summary>[1, 3, height, width].</summary>
    internal static Tensor Apply(Image image, Preprocessing preprocessing) =>
        image.ToRgb().Resize(preprocessing.Size[0], preprocessing.Size[1]).ToTensor(preprocessing.Normalization).Unsqueeze(0);
}
