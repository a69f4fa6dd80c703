namespace Flint.Vision.Transforms;

/// <summary>Other sizes for tensors of pictures.</summary>
public static class TensorResizing
{
    /// <summary>
    /// [..., H, W] at another size, without rounding: torch's interpolate (align_corners: false), whose antialias is on here unless turned off. No gradient;
    /// <see cref="InterpolateOps"/> has operations that have one.
    /// </summary>
    /// <param name="x">Floating, of two dimensions or more.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="interpolation">How pixels are weighted; Nearest is the nearest centre (torch's nearest-exact).</param>
    /// <param name="antialias">Whether the filter becomes as wide as a pixel of a smaller result.</param>
    /// <exception cref="ShapeException">The tensor has less than two dimensions, is not floating, or is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public static Tensor Resize(this Tensor x, int height, int width, Resampling interpolation = Resampling.Bilinear, bool antialias = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (x.Rank < 2 || !x.DType.IsFloating || x.Count == 0) throw new ShapeException($"Resize expects a floating tensor [..., H, W] that is not empty, but got {x.DType} {x.Shape}.");
        var rows = ResampleWeights.Make(x.Size(-2), height, interpolation, antialias);
        var columns = ResampleWeights.Make(x.Size(-1), width, interpolation, antialias);
        var planes = x.Detach().To(DType.Float32).ToArray<float>();
        return Tensor.Wrap(PlaneResampler.Resize(planes, x.Size(-2), x.Size(-1), rows, columns), [.. x.Shape.ToArray()[..^2], height, width]).To(x.DType);
    }
}
