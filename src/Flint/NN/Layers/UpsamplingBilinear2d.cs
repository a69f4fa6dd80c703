namespace Flint.NN;

/// <summary>Resamples images in mode Bilinear, the corners aligned (torch UpsamplingBilinear2d).</summary>
public sealed class UpsamplingBilinear2d : Module, ILayer
{
    readonly Pair? size;
    readonly double scaleFactor;

    /// <summary>To a height and width.</summary>
    /// <param name="size">The new height and width.</param>
    public UpsamplingBilinear2d(Pair size) => this.size = size;

    /// <summary>By a factor.</summary>
    /// <param name="scaleFactor">How many times higher and wider.</param>
    public UpsamplingBilinear2d(double scaleFactor) => this.scaleFactor = scaleFactor;

    /// <summary>[N, C, H, W] to the new size.</summary>
    public Tensor Forward(Tensor x) => Observe(size is { } given
        ? x.Interpolate(given.ToArray(), InterpolationMode.Bilinear, alignCorners: true)
        : x.Interpolate(scaleFactor, InterpolationMode.Bilinear, alignCorners: true));
}
