using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>The part around the middle; what lies outside of a smaller picture is black.</summary>
/// <param name="height">Rows.</param>
/// <param name="width">Columns; as many as rows where null.</param>
public sealed class CenterCrop(int height, int? width = null) : IImageTransform
{
    /// <inheritdoc/>
    public Image Apply(Image image, Generator random) => image.CenterCrop(height, width ?? height);
}
