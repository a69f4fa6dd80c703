using Flint.NN;

namespace Flint.Vision;

/// <summary>The networks for images by name: those of torchvision, with its names, shapes and state-dict keys, and the classics beside them.</summary>
/// <example><c>var net = ImageModels.Find("mobilenet_v2").Create();</c></example>
public static class ImageModels
{
    /// <summary>All, small ones first.</summary>
    public static IReadOnlyList<ImageModel> All { get; } =
    [
        new("convnet", 1, 28, 10, c => new ConvNet(c)),
        new("lenet", 3, 32, 10, c => new LeNet(c)),
        .. new[] { 20, 32, 44, 56 }.Select(depth => new ImageModel($"cifar_resnet{depth}", 3, 32, 10, c => new CifarResNet(depth, c))),
        ImageNet("squeezenet1_0", c => new SqueezeNet(c)),
        ImageNet("mobilenet_v2", c => new MobileNetV2(c)),
        ImageNet("efficientnet_b0", c => new EfficientNet(c)),
        ImageNet("densenet121", c => new DenseNet(DenseNetConfig.DenseNet121, c)),
        ImageNet("resnet18", c => new ResNet(ResNetConfig.ResNet18, c)),
        ImageNet("resnet34", c => new ResNet(ResNetConfig.ResNet34, c)),
        ImageNet("resnet50", c => new ResNet(ResNetConfig.ResNet50, c)),
        ImageNet("resnet101", c => new ResNet(ResNetConfig.ResNet101, c)),
        ImageNet("alexnet", c => new AlexNet(c)),
        .. new[] { ("vgg11", VggConfig.Vgg11), ("vgg13", VggConfig.Vgg13), ("vgg16", VggConfig.Vgg16), ("vgg19", VggConfig.Vgg19) }.SelectMany(Vgg),
        ImageNet("vit_tiny_16", c => new VisionTransformer(VisionTransformerConfig.Tiny16, c)),
        ImageNet("vit_b_16", c => new VisionTransformer(VisionTransformerConfig.B16, c)),
        new("unet", 3, 256, 2, c => new UNet(c), perPixel: true),
    ];

    /// <summary>The network of this name, or null.</summary>
    public static ImageModel? TryFind(string name) => All.FirstOrDefault(m => m.Name == name);

    /// <summary>The network of this name.</summary>
    /// <exception cref="NotFoundException">There is none; the message lists all.</exception>
    public static ImageModel Find(string name) => TryFind(name)
        ?? throw new NotFoundException($"There is no image model '{name}'. Models: {string.Join(", ", All.Select(m => m.Name))}.");

    static ImageModel ImageNet(string name, Func<int, Module> factory) => new(name, 3, 224, 1000, factory);

    static ImageModel[] Vgg((string Name, VggConfig Config) vgg) =>
    [
        ImageNet(vgg.Name, c => new Vgg(vgg.Config, c)), ImageNet($"{vgg.Name}_bn", c => new Vgg(vgg.Config with { BatchNorm = true }, c)),
    ];
}
