namespace Flint.NN;

/// <summary>Resamples images in mode Nearest (torch UpsamplingNearest2d).</summary>
public sealed class UpsamplingNearest2d : Module, ILayer
{
    readonly Pair? size;
    readonly double scaleFactor;

    /// <summary>To a height and width.</summary>
    /// <param name="size">The new height and width.</param>
    public UpsamplingNearest2d(Pair size) => this.size = size;

    /// <summary>By a factor.</summary>
    /// <param name="scaleFactor">How many times higher and wider.</param>
    public UpsamplingNearest2d(double scaleFactor) => this.scaleFactor = scaleFactor;

    /// <summary>[N, C, H, W] to the new size.</summary>
    public Tensor Forward(Tensor x) => Observe(size is { } given
        ? x.Interpolate(given.ToArray(), InterpolationMode.Nearest, alignCorners: false)
        : x.Interpolate(scaleFactor, InterpolationMode.Nearest, alignCorners: false));
}
