using Flint.LinearAlgebra;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>
/// How far apart two sets of feature vectors are, each taken for normally distributed (Fréchet 1957, Dowson and Landau 1982; of images
/// Heusel et al. 2017):
/// <code>
/// d² = |m₁ - m₂|² + tr(C₁ + C₂ - 2 (C₁ C₂)^½)
/// </code>
/// with means m and covariances C (divided by n - 1), in double precision. 0 for equal means and covariances; the same distribution gives more,
/// the more the fewer samples there are: compare distances of the same number of samples, and with that of real against real.
/// </summary>
/// <param name="features">Numbers of a feature vector.</param>
/// <param name="name">As in logs and JSON.</param>
public sealed class FrechetDistance(int features, string name = "frechet_distance") : Metric(name, 2 * (1 + features + features * features))
{
    // Of each set: how many, the sum of the vectors, the sum of their outer products.
    readonly int size = 1 + features + features * features;

    /// <summary>The distance (often called FID); NaN while a set has fewer than two vectors.</summary>
    public override double Value
    {
        get
        {
            if (Sums[0] < 2 || Sums[size] < 2) return double.NaN;
            var ((m1, c1), (m2, c2)) = (Moments(0), Moments(size));
            // (C₁ C₂)^½ has the eigenvalues of (S C₂ S)^½ with S = C₁^½, which is symmetric; those just below 0 are rounding.
            var (values, vectors) = c1.Eigh();
            var root = (vectors * values.Clamp(min: 0).Sqrt()).MatMul(vectors.MT);
            var cross = root.MatMul(c2).MatMul(root).EigvalsH().Clamp(min: 0).Sqrt().Sum();
            return ((m1 - m2).Square().Sum() + c1.Diagonal().Sum() + c2.Diagonal().Sum() - 2 * cross).Item<double>();
        }
    }

    /// <summary>Takes in vectors of the one set, [N, features], and of the other, [M, features].</summary>
    /// <exception cref="ShapeException">A vector has another number of features.</exception>
    public override void Add(Tensor outputs, Tensor targets)
    {
        Add(outputs, 0);
        Add(targets, size);
    }

    void Add(Tensor vectors, int at)
    {
        if (vectors.Rank != 2 || vectors.Size(1) != features)
            throw new ShapeException($"FrechetDistance of {features} features got vectors {vectors.Shape}: expected [N, {features}].");
        var x = vectors.Detach().To(DType.Float64);
        Sums[at] += x.Size(0);
        Accumulate(x.Sum(0), at + 1);
        Accumulate(x.MT.MatMul(x), at + 1 + features);
    }

    void Accumulate(Tensor values, int at)
    {
        foreach (var value in values.ToArray<double>()) Sums[at++] += value;
    }

    (Tensor Mean, Tensor Covariance) Moments(int at)
    {
        var n = Sums[at];
        var mean = Tensor.From<double>(Sums.AsSpan(at + 1, features)) / n;
        var products = Tensor.From<double>(Sums.AsSpan(at + 1 + features, features * features), [features, features]);
        return (mean, (products - n * mean.Unsqueeze(1) * mean) / (n - 1));
    }
}
