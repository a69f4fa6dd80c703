namespace Flint.NN;

/// <summary>Images as the sum of overlapping patches (torch Fold, col2im).</summary>
/// <param name="outputSize">Height and width of the images.</param>
/// <param name="kernel">Height and width of a patch.</param>
/// <param name="dilation">Pixels between neighbouring elements of a patch; 1 where not given.</param>
/// <param name="padding">Rows and columns around the image that are dropped.</param>
/// <param name="stride">Pixels between neighbouring patches; 1 where not given.</param>
public sealed class Fold(Pair outputSize, Pair kernel, Pair? dilation = null, Pair padding = default, Pair? stride = null) : Module, ILayer
{
    /// <summary>[N, C · kernel height · kernel width, patches] to [N, C, H, W].</summary>
    public Tensor Forward(Tensor x) => Observe(x.Fold(outputSize, kernel, dilation, padding, stride));
}
