using Flint.LinearAlgebra;

namespace Flint.Recipes;

/// <summary>Ways to compare two pictures without a network.</summary>
static class FaceBaselines
{
    const int Components = 75;

    /// <summary>
    /// The similarities [N, N] of pictures: minus the distance of their pixels; the cosine of their pixels less those of the mean face; the cosine of
    /// their first 75 principal components, each divided by its standard deviation (Turk and Pentland's eigenfaces, 1991, whitened).
    /// </summary>
    /// <param name="known">Pictures that mean and components are learned from, [M, pixels].</param>
    /// <param name="unseen">Pictures to compare, [N, pixels].</param>
    internal static IEnumerable<(string Name, Tensor Similarity)> Similarities(Tensor known, Tensor unseen)
    {
        (known, unseen) = (known.To(DType.Float64), unseen.To(DType.Float64));
        var mean = known.Mean(0, keepDim: true);
        var squares = unseen.Square().Sum(1, keepDim: true);
        yield return ("pixels", 2 * unseen.MatMul(unseen.Transpose(0, 1)) - squares - squares.Transpose(0, 1));
        yield return ("mean removed", Cosines(unseen - mean));
        yield return ("whitened PCA", Cosines(Whitened(known - mean, unseen - mean)));
    }

    /// <summary>
    /// With fewer pictures M than pixels, through the products of pictures: X Xᵀ = U diag(λ) Uᵀ gives the components Xᵀ U / √λ, of variance λ / (M - 1).
    /// </summary>
    static Tensor Whitened(Tensor known, Tensor unseen)
    {
        var (values, vectors) = known.MatMul(known.Transpose(0, 1)).Eigh();
        var count = Math.Min(Components, known.Size(0) - 1);
        var (largest, of) = (values.Narrow(0, known.Size(0) - count, count), vectors.Narrow(1, known.Size(0) - count, count));
        return unseen.MatMul(known.Transpose(0, 1).MatMul(of)) / largest * Math.Sqrt(known.Size(0) - 1);
    }

    static Tensor Cosines(Tensor rows)
    {
        rows = rows.Normalize();
        return rows.MatMul(rows.Transpose(0, 1));
    }
}
