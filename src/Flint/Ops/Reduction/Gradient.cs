namespace Flint;

/// <summary>Derivatives of sampled functions.</summary>
public static class GradientOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// The derivative along each dimension: central differences (xᵢ₊₁ - xᵢ₋₁) / 2h within, one-sided ones at both ends.
        /// </summary>
        /// <param name="spacing">The distance h of samples.</param>
        /// <param name="dims">The dimensions; all where not given.</param>
        /// <param name="edgeOrder">1 takes two samples for a derivative at an end, 2 takes three.</param>
        /// <returns>A tensor of x's shape for each dimension.</returns>
        /// <exception cref="ShapeException">A dimension has not more than edgeOrder samples.</exception>
        /// <exception cref="ArgumentOutOfRangeException">edgeOrder is neither 1 nor 2.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor[] Gradient(double spacing = 1, int[]? dims = null, int edgeOrder = 1) =>
            [.. (dims ?? [.. Enumerable.Range(0, x.Rank)]).Select(dim => Along(x, [.. Enumerable.Range(0, x.Size(dim)).Select(i => i * spacing)], dim, edgeOrder, isEven: true))];

        /// <summary>The derivative along a dimension whose samples stand at these coordinates, which may be spaced unevenly (exact for parabolas within).</summary>
        /// <param name="coordinates">[n] for the n samples; constants for the gradient.</param>
        /// <param name="dim">The dimension.</param>
        /// <param name="edgeOrder">1 takes two samples for a derivative at an end, 2 takes three.</param>
        /// <exception cref="ShapeException">There are not as many coordinates as samples, or not more samples than edgeOrder.</exception>
        /// <exception cref="ArgumentOutOfRangeException">edgeOrder is neither 1 nor 2.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor Gradient(Tensor coordinates, int dim = -1, int edgeOrder = 1)
        {
            if (coordinates.Rank != 1 || coordinates.Size(0) != x.Size(dim))
                throw new ShapeException($"Gradient along dimension {dim} of {x.Shape} expects [{x.Size(dim)}] coordinates, but got {coordinates.Shape}.");
            return Along(x, coordinates.Detach().To(DType.Float64).ToArray<double>(), dim, edgeOrder, isEven: false);
        }
    }

    static Tensor Along(Tensor x, double[] at, int dim, int edgeOrder, bool isEven)
    {
        if (edgeOrder is not (1 or 2)) throw new ArgumentOutOfRangeException(nameof(edgeOrder), edgeOrder, "Gradient takes an edgeOrder of 1 or 2.");
        if (!x.DType.IsFloating) throw new DTypeException($"Gradient needs a floating tensor, but got {x.DType}: convert with To(DType.Float32) first.");
        var (d, n) = (x.Dim(dim), at.Length);
        if (n <= edgeOrder) throw new ShapeException($"Gradient with edgeOrder {edgeOrder} needs {edgeOrder + 1} samples or more along dimension {d}, but got {x.Shape}.");
        Tensor[] parts = [Edge(x, at, d, edgeOrder, 0, 1), Edge(x, at, d, edgeOrder, n - 1, -1)];
        if (n == 2) return Tensor.Concat(parts, d);
        var (before, after) = (x.Narrow(d, 0, n - 2), x.Narrow(d, 2, n - 2));
        if (isEven) return Tensor.Concat([parts[0], (after - before) / (at[2] - at[0]), parts[1]], d);
        Tensor Weights(Func<double, double, double> weight)
        {
            int[] sizes = [.. Enumerable.Repeat(1, x.Rank)];
            sizes[d] = n - 2;
            return Tensor.Wrap([.. Enumerable.Range(1, n - 2).Select(i => weight(at[i] - at[i - 1], at[i + 1] - at[i]))], sizes).To(x.DType);
        }
        var middle = after * Weights((l, r) => l / (r * (l + r))) - before * Weights((l, r) => r / (l * (l + r))) + x.Narrow(d, 1, n - 2) * Weights((l, r) => (r - l) / (l * r));
        return Tensor.Concat([parts[0], middle, parts[1]], d);
    }

    /// <summary>The derivative at an end, from the samples there and one or two steps inwards.</summary>
    static Tensor Edge(Tensor x, double[] at, int dim, int edgeOrder, int end, int step)
    {
        var (a, b) = (x.Narrow(dim, end, 1), x.Narrow(dim, end + step, 1));
        var h = at[end + step] - at[end];
        if (edgeOrder == 1) return (b - a) / h;
        var k = at[end + 2 * step] - at[end + step];
        return b * ((h + k) / (h * k)) - a * ((2 * h + k) / (h * (h + k))) - x.Narrow(dim, end + 2 * step, 1) * (h / (k * (h + k)));
    }
}
