namespace Flint.NN;

/// <summary>One step of a long short-term memory (torch LSTMCell); the formula is at <see cref="LstmCellOps"/>.</summary>
/// <param name="inputSize">Size of the input.</param>
/// <param name="hiddenSize">Size of the states.</param>
/// <param name="bias">Whether biases are added.</param>
public sealed class LstmCell(int inputSize, int hiddenSize, bool bias = true) : RecurrentCell(4, inputSize, hiddenSize, bias)
{
    /// <summary>[B, input] and states [B, hidden], zeros where not given, to the new states.</summary>
    /// <exception cref="ShapeException">A size does not fit.</exception>
    public (Tensor H, Tensor C) Forward(Tensor x, Tensor? h = null, Tensor? c = null)
    {
        var (nextH, nextC) = x.LstmCell(Start(x, h), Start(x, c), WeightIh, WeightHh, BiasIh, BiasHh);
        return (Observe(nextH), nextC);
    }
}
