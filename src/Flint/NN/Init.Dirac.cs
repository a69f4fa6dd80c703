namespace Flint.NN;

public static partial class Init
{
    /// <summary>
    /// A convolution that keeps its input: in each group output channel c is input channel c, for as many as there are of both (torch
    /// <c>dirac_</c>).
    /// </summary>
    /// <param name="weight">[out, in / groups, kernel] of a convolution of one, two or three dimensions; the one is at ⌊size / 2⌋.</param>
    /// <param name="groups">The groups of the convolution.</param>
    /// <exception cref="ShapeException">The weight has another rank, or its outputs do not divide by the groups.</exception>
    public static Tensor Dirac(Tensor weight, int groups = 1)
    {
        if (weight.Rank is < 3 or > 5) throw new ShapeException($"Dirac needs the weight of a convolution, [out, in / groups, kernel], but got {weight.Shape}.");
        if (groups < 1 || weight.Size(0) % groups != 0)
            throw new ShapeException($"Dirac cannot split the {weight.Size(0)} outputs of {weight.Shape} into {groups} groups.");
        var sizes = weight.Shape.ToArray();
        var (perGroup, kernel, centre) = (sizes[0] / groups, (int)(weight.Count / Math.Max(1, sizes[0] * sizes[1])), 0);
        foreach (var size in sizes[2..]) centre = centre * size + size / 2;
        var values = new double[weight.Count];
        for (var o = 0; o < sizes[0]; o++)
            if (o % perGroup < sizes[1] && kernel > 0) values[(o * sizes[1] + o % perGroup) * kernel + centre] = 1;
        return Set(weight, Tensor.Wrap(values, weight.Shape));
    }
}
