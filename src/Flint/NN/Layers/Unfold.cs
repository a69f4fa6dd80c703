namespace Flint.NN;

/// <summary>The patches of images as columns (torch Unfold, im2col).</summary>
/// <param name="kernel">Height and width of a patch.</param>
/// <param name="dilation">Pixels between neighbouring elements of a patch; 1 where not given.</param>
/// <param name="padding">Rows and columns of zeros around the image.</param>
/// <param name="stride">Pixels between neighbouring patches; 1 where not given.</param>
public sealed class Unfold(Pair kernel, Pair? dilation = null, Pair padding = default, Pair? stride = null) : Module, ILayer
{
    /// <summary>[N, C, H, W] to [N, C · kernel height · kernel width, patches].</summary>
    public Tensor Forward(Tensor x) => Observe(x.Unfold(kernel, dilation, padding, stride));
}
