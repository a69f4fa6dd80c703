namespace Flint.NN;

/// <summary>A plain recurrent network over sequences (torch RNN); the formula is at <see cref="RnnCellOps"/>.</summary>
/// <param name="inputSize">Size of the input's last dimension.</param>
/// <param name="hiddenSize">Size of the state.</param>
/// <param name="numLayers">Layers, each on the outputs of the one before.</param>
/// <param name="relu">ReLU instead of tanh.</param>
/// <param name="bias">Whether biases are added.</param>
/// <param name="batchFirst">Whether sequences are [batch, steps, features] instead of [steps, batch, features].</param>
/// <param name="dropout">Probability to drop outputs between layers, in training.</param>
/// <param name="bidirectional">Whether a second run goes backwards; the outputs of both are joined.</param>
public sealed class Rnn(
    int inputSize, int hiddenSize, int numLayers = 1, bool relu = false, bool bias = true, bool batchFirst = false, double dropout = 0,
    bool bidirectional = false)
    : RecurrentLayer(relu ? RecurrentKind.Relu : RecurrentKind.Tanh, 1, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional)
{
    /// <summary>As <see cref="Lstm.Forward"/>, with one state.</summary>
    /// <exception cref="ShapeException">A size does not fit.</exception>
    public (Tensor Output, Tensor H) Forward(Tensor x, Tensor? h = null)
    {
        var (output, last, _) = Run(x, h, null);
        return (output, last);
    }
}
