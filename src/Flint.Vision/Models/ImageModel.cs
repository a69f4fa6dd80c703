using Flint.NN;

namespace Flint.Vision;

/// <summary>A network of <see cref="ImageModels"/>: what it is called, what it takes, and how it is made.</summary>
public sealed class ImageModel
{
    readonly Func<int, Module> factory;

    internal ImageModel(string name, int channels, int size, int classes, Func<int, Module> factory, bool perPixel = false) =>
        (Name, Channels, Size, Classes, this.factory, IsPerPixel) = (name, channels, size, classes, factory, perPixel);

    /// <summary>As in torchvision: <c>resnet50</c>, <c>mobilenet_v2</c>.</summary>
    public string Name { get; }

    /// <summary>Channels of its pictures.</summary>
    public int Channels { get; }

    /// <summary>Height and width of the pictures it was made for.</summary>
    public int Size { get; }

    /// <summary>Classes of the data it was made for.</summary>
    public int Classes { get; }

    /// <summary>Gives a class for each pixel, [N, classes, H, W], instead of one for the picture.</summary>
    public bool IsPerPixel { get; }

    /// <summary>A network with random weights.</summary>
    /// <param name="classes">The number of logits; null for <see cref="Classes"/>.</param>
    /// <returns>A module that is an <see cref="ILayer"/>: pictures [N, channels, H, W] to logits.</returns>
    public Module Create(int? classes = null) => factory(classes ?? Classes);
}
