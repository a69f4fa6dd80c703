namespace Flint.NN;

public static partial class Init
{
    /// <summary>N(0, std²) with the same share of zeros in each column, at random rows (Martens 2010; torch <c>sparse_</c>).</summary>
    /// <param name="weight">A matrix.</param>
    /// <param name="sparsity">The share of zeros, from 0 to 1; rounded up to whole rows.</param>
    /// <param name="std">Deviation of the rest.</param>
    /// <param name="generator">The ambient one where not given.</param>
    /// <exception cref="ShapeException">The weight is not a matrix.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is not from 0 to 1.</exception>
    public static Tensor Sparse(Tensor weight, double sparsity, double std = 0.01, Generator? generator = null)
    {
        if (weight.Rank != 2) throw new ShapeException($"Sparse fills a matrix, but got {weight.Shape}.");
        if (sparsity is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(sparsity), sparsity, "Sparse needs a share of zeros from 0 to 1.");
        int rows = weight.Size(0), columns = weight.Size(1), zeros = (int)Math.Ceiling(sparsity * rows);
        var values = Tensor.Normal(weight.Shape, 0, std, DType.Float64, generator).ToArray<double>();
        for (var column = 0; column < columns; column++)
            foreach (var row in Tensor.RandPerm(rows, generator).ToArray<long>()[..zeros]) values[row * columns + column] = 0;
        return Set(weight, Tensor.Wrap(values, weight.Shape));
    }
}
