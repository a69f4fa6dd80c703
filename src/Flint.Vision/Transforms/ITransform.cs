using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>A step of a <see cref="Compose"/>: an <see cref="IImageTransform"/>, <see cref="ToTensor"/>, or an <see cref="ITensorTransform"/>.</summary>
public interface ITransform;

/// <summary>Makes a picture from a picture, which it leaves as it is (and may return).</summary>
public interface IImageTransform : ITransform
{
    /// <summary>The changed picture.</summary>
    /// <param name="image">Of any size and number of channels, unless the transform says otherwise.</param>
    /// <param name="random">All that is random is drawn from here.</param>
    Image Apply(Image image, Generator random);
}

/// <summary>Makes a tensor from the tensor [C, H, W] of a picture, which it leaves as it is (and may return).</summary>
public interface ITensorTransform : ITransform
{
    /// <summary>The changed tensor.</summary>
    /// <param name="x">[C, H, W].</param>
    /// <param name="random">All that is random is drawn from here.</param>
    Tensor Apply(Tensor x, Generator random);
}
