namespace Flint;

/// <summary>One step of a gated recurrent unit.</summary>
public static class GruCellOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// With x Wihᵀ + bih and h Whhᵀ + bhh in three blocks of H each: r and z = σ of the sums of the first two, n = tanh(x₃ + r h₃), and
        /// h' = (1 - z) n + z h. Source: Cho et al., "Learning phrase representations", 2014; the reset gate after the product as in cuDNN and PyTorch.
        /// </summary>
        /// <param name="h">The state, [B, H], for an input of [B, in].</param>
        /// <param name="weightIh">[3H, in], rows in the order r, z, n.</param>
        /// <param name="weightHh">[3H, H].</param>
        /// <param name="biasIh">[3H], or null.</param>
        /// <param name="biasHh">[3H], or null.</param>
        /// <returns>h', [B, H].</returns>
        /// <exception cref="ShapeException">A size does not fit.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype.</exception>
        public Tensor GruCell(Tensor h, Tensor weightIh, Tensor weightHh, Tensor? biasIh = null, Tensor? biasHh = null)
        {
            RecurrentCheck.Cell("GruCell", 3, x, h, null, weightIh, weightHh, biasIh, biasHh);
            return Recurrence.Step(RecurrentKind.Gru, x, h, null, weightIh, weightHh, biasIh, biasHh)[0];
        }
    }
}
