namespace Flint;

/// <summary>One step of a long short-term memory.</summary>
public static class LstmCellOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// i, f, g, o = x Wihᵀ + bih + h Whhᵀ + bhh in four blocks of H; c' = σ(f) c + σ(i) tanh(g) and h' = σ(o) tanh(c').
        /// Source: Hochreiter and Schmidhuber, "Long short-term memory", 1997, with the forget gate of Gers et al., 2000.
        /// </summary>
        /// <param name="h">The state, [B, H], for an input of [B, in].</param>
        /// <param name="c">The cell state, [B, H].</param>
        /// <param name="weightIh">[4H, in], rows in the order i, f, g, o.</param>
        /// <param name="weightHh">[4H, H].</param>
        /// <param name="biasIh">[4H], or null.</param>
        /// <param name="biasHh">[4H], or null.</param>
        /// <returns>h' and c', [B, H] each.</returns>
        /// <exception cref="ShapeException">A size does not fit.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype.</exception>
        public (Tensor H, Tensor C) LstmCell(Tensor h, Tensor c, Tensor weightIh, Tensor weightHh, Tensor? biasIh = null, Tensor? biasHh = null)
        {
            RecurrentCheck.Cell("LstmCell", 4, x, h, c, weightIh, weightHh, biasIh, biasHh);
            var states = Recurrence.Step(RecurrentKind.Lstm, x, h, c, weightIh, weightHh, biasIh, biasHh);
            return (states[0], states[1]);
        }
    }
}
