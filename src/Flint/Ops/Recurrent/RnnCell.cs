namespace Flint;

/// <summary>One step of a plain recurrent network.</summary>
public static class RnnCellOps
{
    extension(Tensor x)
    {
        /// <summary>h' = tanh(x Wihᵀ + bih + h Whhᵀ + bhh), or max(0, ·). Source: Elman, "Finding structure in time", 1990.</summary>
        /// <param name="h">The state, [B, H], for an input of [B, in].</param>
        /// <param name="weightIh">[H, in].</param>
        /// <param name="weightHh">[H, H].</param>
        /// <param name="biasIh">[H], or null.</param>
        /// <param name="biasHh">[H], or null.</param>
        /// <param name="relu">ReLU instead of tanh.</param>
        /// <returns>h', [B, H].</returns>
        /// <exception cref="ShapeException">A size does not fit.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype.</exception>
        public Tensor RnnCell(Tensor h, Tensor weightIh, Tensor weightHh, Tensor? biasIh = null, Tensor? biasHh = null, bool relu = false)
        {
            RecurrentCheck.Cell("RnnCell", 1, x, h, null, weightIh, weightHh, biasIh, biasHh);
            var kind = relu ? RecurrentKind.Relu : RecurrentKind.Tanh;
            return Recurrence.Step(kind, x, h, null, weightIh, weightHh, biasIh, biasHh)[0];
        }
    }
}
