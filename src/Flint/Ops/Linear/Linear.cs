namespace Flint;

/// <summary>The affine map of a fully connected layer.</summary>
public static class LinearOps
{
    extension(Tensor x)
    {
        /// <summary><c>y = x Wᵀ + b</c> along the last dimension: [..., in] gives [..., out]. The bias is added as the product is stored.</summary>
        /// <remarks>dL/dx = dL/dy W, dL/dW = dL/dyᵀ x and dL/db = dL/dy, the last two summed over all rows.</remarks>
        /// <param name="weight">[out, in].</param>
        /// <param name="bias">[out], or null for none.</param>
        /// <exception cref="ShapeException">A size does not fit.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype.</exception>
        public Tensor Linear(Tensor weight, Tensor? bias = null)
        {
            Check(x, weight, bias);
            var rows = MatMulOps.Rows(x.Detach());
            var output = MatMulOps.Product(rows, MatMulOps.Transposed(weight), bias?.Detach().Contiguous());
            if (x.Rank != 2) output = output.Reshape([.. x.Layout.Sizes[..^1], weight.Size(0)]);
            return bias is null
                ? Tape.Record(output, [x, weight], (dy, wanted) =>
                    [wanted[0] ? InputGradient(dy, x, weight) : null, wanted[1] ? WeightGradient(dy, x) : null], x, weight)
                : Tape.Record(output, [x, weight, bias], (dy, wanted) =>
                    [wanted[0] ? InputGradient(dy, x, weight) : null, wanted[1] ? WeightGradient(dy, x) : null,
                    wanted[2] ? MatMulOps.Rows(dy).Sum([0]) : null], x, weight);
        }
    }

    static Tensor InputGradient(Tensor dy, Tensor x, Tensor weight) =>
        MatMulOps.Rows(dy).MatMul(weight).Reshape(x.Layout.Sizes);

    static Tensor WeightGradient(Tensor dy, Tensor x) =>
        MatMulOps.Rows(dy).T.MatMul(MatMulOps.Rows(x));

    static void Check(Tensor x, Tensor weight, Tensor? bias)
    {
        List<string> wrong = [];
        if (weight.Rank != 2) wrong.Add("the weight must be [out, in]");
        else if (x.Rank == 0) wrong.Add("the input must have at least one dimension");
        else if (x.Size(-1) != weight.Size(1)) wrong.Add($"the input's last size must be {weight.Size(1)}, not {x.Size(-1)}");
        if (bias is not null && weight.Rank == 2 && (bias.Rank != 1 || bias.Size(0) != weight.Size(0)))
            wrong.Add($"the bias must be [{weight.Size(0)}], not {bias.Shape}");
        if (wrong.Count > 0)
            throw new ShapeException($"Linear with weight {weight.Shape} got input {x.Shape}: {string.Join("; ", wrong)}.");
        if (!x.DType.IsFloating || weight.DType != x.DType || (bias is not null && bias.DType != x.DType))
            throw new DTypeException(
                $"Linear needs one floating dtype, but got input {x.DType}, weight {weight.DType}{(bias is null ? "" : $", bias {bias.DType}")}: convert with To.");
    }
}
