using Flint.Data;
using Flint.Imaging;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>Tensors of grey images as pictures.</summary>
static class Pictures
{
    /// <summary>Normalised images [N, 1, height, width] as stored bytes, 0 to 255, still as Float32.</summary>
    internal static Tensor Bytes(Tensor images, Normalization normalization) =>
        ((images.Detach() * normalization.Std[0] + normalization.Mean[0]).Clamp(0, 1) / normalization.Scale).Round();

    /// <summary>The pictures in rows of eight, twice as large.</summary>
    internal static ImageGrid Grid(Tensor images, Normalization normalization, string title = "")
    {
        var (height, width) = (images.Size(2), images.Size(3));
        var pixels = Bytes(images, normalization).To(DType.UInt8).ToArray<byte>();
        return new() { Images = [.. pixels.Chunk(height * width).Select(p => new Image(width, height, 1, p))], CellSize = Math.Max(height, width), Title = title };
    }
}
