namespace Flint;

/// <summary>A bilinear form per output.</summary>
public static class BilinearOps
{
    extension(Tensor x1)
    {
        /// <summary><c>y[..., o] = x1ᵀ W[o] x2 + b[o]</c>: [..., in1] and [..., in2] give [..., out].</summary>
        /// <param name="x2">[..., in2].</param>
        /// <param name="weight">[out, in1, in2].</param>
        /// <param name="bias">[out], or null for none.</param>
        /// <exception cref="ShapeException">A size does not fit.</exception>
        public Tensor Bilinear(Tensor x2, Tensor weight, Tensor? bias = null)
        {
            var isRight = weight.Rank == 3 && x1.Rank > 0 && x1.Rank == x2.Rank && x1.Size(-1) == weight.Size(1) && x2.Size(-1) == weight.Size(2)
                && x1.Layout.Sizes.AsSpan()[..^1].SequenceEqual(x2.Layout.Sizes.AsSpan()[..^1])
                && (bias is null || (bias.Rank == 1 && bias.Size(0) == weight.Size(0)));
            if (!isRight)
                throw new ShapeException($"Bilinear with weight {weight.Shape}{(bias is null ? "" : $" and bias {bias.Shape}")} expects [..., in1], [..., in2] and a weight [out, in1, in2], but got {x1.Shape} and {x2.Shape}.");
            var (rows, columns) = (x1.Reshape(-1, x1.Size(-1)), x2.Reshape(-1, x2.Size(-1)));
            // [N, in1] by [in1, out · in2], then each row's [out, in2] by its x2.
            var forms = rows.MatMul(weight.Permute(1, 0, 2).Reshape(weight.Size(1), -1)).Reshape(rows.Size(0), weight.Size(0), weight.Size(2));
            var y = forms.MatMul(columns.Unsqueeze(-1)).Reshape([.. x1.Layout.Sizes[..^1], weight.Size(0)]);
            return bias is null ? y : y + bias;
        }
    }
}
