namespace Flint.NN;

/// <summary>Resamples signals, images or volumes to another size (torch Upsample); see <see cref="InterpolateOps"/>.</summary>
public sealed class Upsample : Module, ILayer
{
    readonly int[]? size;
    readonly double[]? scaleFactor;
    readonly InterpolationMode mode;
    readonly bool alignCorners;

    /// <summary>To a size or by a factor.</summary>
    /// <param name="size">The new spatial sizes, one number per dimension or one for all.</param>
    /// <param name="scaleFactor">How many times larger, one number per dimension or one for all.</param>
    /// <param name="mode">How values between pixels are found.</param>
    /// <param name="alignCorners">Whether the centres of the corner pixels stay where they are.</param>
    /// <exception cref="ArgumentException">Neither or both of size and scaleFactor are given.</exception>
    public Upsample(int[]? size = null, double[]? scaleFactor = null, InterpolationMode mode = InterpolationMode.Nearest, bool alignCorners = false)
    {
        if (size is null == scaleFactor is null) throw new ArgumentException($"{GetType().Name} needs size or scaleFactor, one of the two.");
        (this.size, this.scaleFactor, this.mode, this.alignCorners) = (size, scaleFactor, mode, alignCorners);
    }

    /// <summary>By a factor.</summary>
    /// <inheritdoc cref="Upsample(int[], double[], InterpolationMode, bool)"/>
    public Upsample(double scaleFactor, InterpolationMode mode = InterpolationMode.Nearest, bool alignCorners = false)
        : this(null, [scaleFactor], mode, alignCorners) { }

    /// <summary>[N, C, ...] to the new sizes.</summary>
    public Tensor Forward(Tensor x) => Observe(size is not null ? x.Interpolate(size, mode, alignCorners) : x.Interpolate(scaleFactor, mode, alignCorners));
}
