using Flint.NN;

namespace Flint.Vision;

/// <summary>
/// U-Net (Ronneberger et al. 2015) for a class per pixel: down to a sixteenth of the size and up again, each level with what the way
/// down saw there. Convolutions are padded, so that the output has the input's size, and normed; the keys are those of the common PyTorch
/// version (<c>inc</c>, <c>down1</c>, ..., <c>up4</c>, <c>outc</c>). Input [N, inChannels, H, W], output logits [N, classes, H, W].
/// </summary>
/// <param name="classes">The number of logits of a pixel.</param>
/// <param name="inChannels">Channels of the pictures.</param>
/// <param name="width">Channels at full size; each level down has twice as many.</param>
public sealed class UNet(int classes = 2, int inChannels = 3, int width = 64) : Module, ILayer
{
    readonly DoubleConv inc = new(inChannels, width);
    readonly Down down1 = new(width), down2 = new(2 * width), down3 = new(4 * width), down4 = new(8 * width);
    readonly Up up1 = new(16 * width), up2 = new(8 * width), up3 = new(4 * width), up4 = new(2 * width);
    readonly OutConv outc = new(width, classes);

    /// <summary>Logits [N, classes, H, W] of pictures [N, inChannels, H, W] of at least 16 x 16.</summary>
    public Tensor Forward(Tensor x)
    {
        var x1 = inc.Forward(x);                 // (N, width, H, W)
        var x2 = down1.Forward(x1);              // (N, 2 width, H/2, W/2)
        var x3 = down2.Forward(x2);
        var x4 = down3.Forward(x3);
        var x5 = down4.Forward(x4);              // (N, 16 width, H/16, W/16)
        return outc.Forward(up4.Forward(up3.Forward(up2.Forward(up1.Forward(x5, x4), x3), x2), x1));
    }
}

/// <summary>Twice a 3x3 convolution, a batch norm and ReLU.</summary>
sealed class DoubleConv(int inChannels, int outChannels) : Module, ILayer
{
    readonly Sequential doubleConv =
    [
        new Conv2d(inChannels, outChannels, kernel: 3, padding: 1, bias: false), new BatchNorm2d(outChannels), new Relu(),
        new Conv2d(outChannels, outChannels, kernel: 3, padding: 1, bias: false), new BatchNorm2d(outChannels), new Relu(),
    ];

    public Tensor Forward(Tensor x) => Observe(doubleConv.Forward(x));
}

/// <summary>Half the size, twice the channels.</summary>
sealed class Down(int inChannels) : Module, ILayer
{
    readonly Sequential maxpoolConv = [new MaxPool2d(2), new DoubleConv(inChannels, 2 * inChannels)];

    public Tensor Forward(Tensor x) => Observe(maxpoolConv.Forward(x));
}

/// <summary>Twice the size, half the channels, together with what the way down saw at this size.</summary>
sealed class Up(int inChannels) : Module
{
    readonly ConvTranspose2d up = new(inChannels, inChannels / 2, kernel: 2, stride: 2);
    readonly DoubleConv conv = new(inChannels, inChannels / 2);

    internal Tensor Forward(Tensor x, Tensor seen)
    {
        x = up.Forward(x);
        int height = seen.Size(2) - x.Size(2), width = seen.Size(3) - x.Size(3); // 1 where a level's size was odd
        if (height > 0 || width > 0) x = x.Pad([width / 2, width - width / 2, height / 2, height - height / 2]);
        return Observe(conv.Forward(Tensor.Concat([seen, x], dim: 1)));
    }
}

/// <summary>A class for each pixel from its features.</summary>
sealed class OutConv(int inChannels, int classes) : Module, ILayer
{
    readonly Conv2d conv = new(inChannels, classes, kernel: 1);

    public Tensor Forward(Tensor x) => Observe(conv.Forward(x));
}
