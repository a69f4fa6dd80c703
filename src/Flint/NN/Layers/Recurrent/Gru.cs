namespace Flint.NN;

/// <summary>Gated recurrent units over sequences (torch GRU); the formula is at <see cref="GruCellOps"/>.</summary>
/// <inheritdoc cref="Lstm"/>
public sealed class Gru(
    int inputSize, int hiddenSize, int numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0, bool bidirectional = false)
    : RecurrentLayer(RecurrentKind.Gru, 3, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional)
{
    /// <summary>As <see cref="Lstm.Forward"/>, with one state.</summary>
    /// <exception cref="ShapeException">A size does not fit.</exception>
    public (Tensor Output, Tensor H) Forward(Tensor x, Tensor? h = null)
    {
        var (output, last, _) = Run(x, h, null);
        return (output, last);
    }
}
