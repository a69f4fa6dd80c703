using System.Security.Cryptography;
using Flint.Data;
using Flint.Vision.Transforms;

namespace Flint.Vision;

/// <summary>A published file of weights that Flint knows: its network, how it wants its pictures, and what its classes are.</summary>
/// <param name="Model">A network of <see cref="ImageModels"/>.</param>
/// <param name="Folder">Where it is looked for, as data sets are: <c>$FLINT_DATA/weights/FOLDER</c>, ...</param>
/// <param name="File">Its name there.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its checksum, in small letters.</param>
/// <param name="Preparation">What pictures are put through.</param>
public sealed record KnownWeights(string Model, string Folder, string File, long Bytes, string Sha256, ImagePreparation Preparation)
{
    // The centre square of the picture; TensorFlow's -1 to 1.
    static readonly ImagePreparation MobileNet = new(224, 224, 224, new(1 / 127.5, [1f], [1f]));

    // Bytes without the mean colour.
    static readonly ImagePreparation SqueezeNet = new(227, 227, 227, new(1, [123f, 117f, 104f], [1f]));

    static readonly ImagePreparation Cifar = new(32, 32, 32, new(1.0 / 255, Normalize.ImageNetMean, Normalize.ImageNetStd));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<KnownWeights> All { get; } =
    [
        new("mobilenet_v2", "mobilenet_v2-imagenet", "mobilenet_v2.safetensors", 7_102_280, "ab26a86eaa3f623c5bf9f7ceb5465ad17456ae20bbad7333ac025687ccdae168", MobileNet),
        new("squeezenet1_0", "squeezenet1_0-imagenet", "squeezenet1_0.safetensors", 4_998_680, "7eef725f413ee2be0bcd6e5b54d61abe75202150a7da1a743efe949ed62585d6", SqueezeNet),
        new("cifar_resnet20", "resnet20-cifar10", "resnet20-cifar10.safetensors", 1_092_656, "a311278a25c6d534845eda174b7ac5ec21316db977ca7b33265cf0b416cf2f08", Cifar),
        new("cifar_resnet20", "resnet20-cifar10", "resnet20-12fca82f.th", 1_099_231, "12fca82f0bebc4135bf1f32f6e3710e61d5108578464b84fd6d7f5c1b04036c8", Cifar),
    ];

    /// <summary>The file where data sets are looked for; null where it is not.</summary>
    public string? Path => DataFolders.TryFind(System.IO.Path.Combine("weights", Folder)) is { } folder && System.IO.Path.Combine(folder, File) is var path && System.IO.File.Exists(path)
        ? path : null;

    /// <summary>The file of a network's known weights.</summary>
    /// <exception cref="NotFoundException">None is known, or it is not where data sets are looked for; the message says where to put it.</exception>
    public static string PathOf(ImageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var known = All.Where(k => k.Model == model.Name).ToArray();
        return known.Select(k => k.Path).FirstOrDefault(p => p is not null) ?? throw new NotFoundException(known.Length > 0
            ? $"The weights of {model.Name} are not here: put {known[0].File} into the folder weights/{known[0].Folder} under FLINT_DATA, or give a checkpoint with --weights FILE."
            : $"Flint knows no published weights of {model.Name}: give a checkpoint, such as torchvision's, with --weights FILE (.safetensors, .pth).");
    }

    /// <summary>Which of these a file is, whatever its name; null where it is none.</summary>
    public static KnownWeights? Of(string path)
    {
        if (!System.IO.File.Exists(path)) return null;
        var length = new FileInfo(path).Length;
        string? hash = null;
        return All.FirstOrDefault(known => known.Bytes == length && known.Sha256 == (hash ??= Hash(path)));
    }

    static string Hash(string path)
    {
        using var file = System.IO.File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
