using System.Numerics;

namespace Flint.NN;

public static partial class Init
{
    /// <summary>
    /// A random matrix [out, in · kernel] with orthonormal rows, or columns where there are more rows than columns, times gain (Saxe et al.
    /// 2013; torch <c>orthogonal_</c>).
    /// </summary>
    /// <remarks>Gram and Schmidt's method in double precision on normal vectors, which gives PyTorch's Q · sign(diag R).</remarks>
    /// <param name="weight">At least a matrix.</param>
    /// <param name="gain">See <see cref="Gain"/>.</param>
    /// <param name="generator">The ambient one where not given.</param>
    /// <exception cref="ShapeException">The weight has fewer than two dimensions.</exception>
    public static Tensor Orthogonal(Tensor weight, double gain = 1, Generator? generator = null)
    {
        if (weight.Rank < 2) throw new ShapeException($"Orthogonal needs a weight [out, in, ...] of two dimensions or more, but got {weight.Shape}.");
        if (weight.Count == 0) return weight;
        int rows = weight.Size(0), columns = (int)(weight.Count / rows);
        var (count, length) = (Math.Min(rows, columns), Math.Max(rows, columns));
        var vectors = Tensor.Normal([count, length], 0, 1, DType.Float64, generator).ToArray<double>();
        for (var k = 0; k < count; k++)
        {
            var unit = vectors.AsSpan(k * length, length);
            var norm = Math.Sqrt(Dot(unit, unit));
            foreach (ref var x in unit) x /= norm;
            for (var j = k + 1; j < count; j++)
            {
                var other = vectors.AsSpan(j * length, length);
                Subtract(other, Dot(unit, other), unit);
            }
        }
        var matrix = Tensor.Wrap(vectors, [count, length]);
        return Set(weight, ((rows > columns ? matrix.Transpose(0, 1) : matrix) * gain).Reshape(weight.Shape));
    }

    static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (sums, i) = (Vector<double>.Zero, 0);
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count) sums += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
        var sum = Vector.Sum(sums);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    static void Subtract(Span<double> a, double times, ReadOnlySpan<double> b)
    {
        var i = 0;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(a[i..]) - times * new Vector<double>(b[i..])).CopyTo(a[i..]);
        for (; i < a.Length; i++) a[i] -= times * b[i];
    }
}
