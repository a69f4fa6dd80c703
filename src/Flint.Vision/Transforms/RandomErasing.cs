namespace Flint.Vision.Transforms;

/// <summary>Overwrites a rectangle of a share of the pictures (Zhong et al. 2017), as torchvision's RandomErasing.</summary>
/// <param name="p">The share, from 0 to 1.</param>
/// <param name="scale">The rectangle's share of the area; (0.02, 0.33) where null.</param>
/// <param name="ratio">Its height over its width; (0.3, 3.3) where null.</param>
/// <param name="value">What is written, one value for all channels or one for each; 0 where null.</param>
/// <param name="noise">Writes numbers of the normal distribution instead.</param>
public sealed class RandomErasing(
    double p = 0.5, (double Least, double Most)? scale = null, (double Least, double Most)? ratio = null, IReadOnlyList<float>? value = null, bool noise = false)
    : ITensorTransform
{
    const int Attempts = 10;
    readonly IReadOnlyList<float> value = value ?? [0];
    readonly double p = Draws.Probability(p);
    readonly (double Least, double Most) scale = scale ?? (0.02, 0.33), ratio = ratio ?? (0.3, 3.3);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The values are not for so many channels.</exception>
    public Tensor Apply(Tensor x, Generator random)
    {
        if (x.Rank != 3 || (value.Count != 1 && value.Count != x.Size(0)))
            throw new ShapeException($"RandomErasing expects [C, H, W] of as many channels as it has values, {value.Count}, or one value, but got {x.Shape}.");
        if (!random.Chance(p) || Part(x.Size(1), x.Size(2), random) is not { } box) return x;
        var written = noise
            ? Tensor.RandN([x.Size(0), box.Height, box.Width], x.DType, random)
            : Tensor.From([.. value], [value.Count, 1, 1]).To(x.DType);
        var result = x.Clone();
        result[.., box.Top..(box.Top + box.Height), box.Left..(box.Left + box.Width)] = written;
        return result;
    }

    /// <summary>Which part of a picture of this size; null where none of ten fits.</summary>
    internal CropBox? Part(int height, int width, Generator random)
    {
        for (var i = 0; i < Attempts; i++)
        {
            var area = (double)height * width * random.Uniform(scale.Least, scale.Most);
            var aspect = Math.Exp(random.Uniform(Math.Log(ratio.Least), Math.Log(ratio.Most)));
            var (h, w) = ((int)Math.Round(Math.Sqrt(area * aspect)), (int)Math.Round(Math.Sqrt(area / aspect)));
            if (h > 0 && w > 0 && h < height && w < width) return new(random.Below(height - h + 1), random.Below(width - w + 1), h, w);
        }
        return null;
    }
}
