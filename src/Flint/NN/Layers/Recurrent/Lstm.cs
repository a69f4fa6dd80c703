namespace Flint.NN;

/// <summary>Long short-term memory over sequences (torch LSTM); the formula is at <see cref="LstmCellOps"/>.</summary>
/// <param name="inputSize">Size of the input's last dimension.</param>
/// <param name="hiddenSize">Size of the states.</param>
/// <param name="numLayers">Layers, each on the outputs of the one before.</param>
/// <param name="bias">Whether biases are added.</param>
/// <param name="batchFirst">Whether sequences are [batch, steps, features] instead of [steps, batch, features].</param>
/// <param name="dropout">Probability to drop outputs between layers, in training.</param>
/// <param name="bidirectional">Whether a second run goes backwards; the outputs of both are joined.</param>
public sealed class Lstm(
    int inputSize, int hiddenSize, int numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0, bool bidirectional = false)
    : RecurrentLayer(RecurrentKind.Lstm, 4, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional)
{
    /// <summary>
    /// A sequence to the last layer's outputs of all steps, [steps, batch, directions · hidden], and the last states of each layer and direction,
    /// [layers · directions, batch, hidden]. States start as zeros where not given. Without a batch dimension, none comes out.
    /// </summary>
    /// <exception cref="ShapeException">A size does not fit.</exception>
    public (Tensor Output, (Tensor H, Tensor C) State) Forward(Tensor x, (Tensor H, Tensor C)? state = null)
    {
        var (output, h, c) = Run(x, state?.H, state?.C);
        return (output, (h, c!));
    }
}
