namespace Flint.NN;

/// <summary>One step of a gated recurrent unit (torch GRUCell); the formula is at <see cref="GruCellOps"/>.</summary>
/// <param name="inputSize">Size of the input.</param>
/// <param name="hiddenSize">Size of the state.</param>
/// <param name="bias">Whether biases are added.</param>
public sealed class GruCell(int inputSize, int hiddenSize, bool bias = true) : RecurrentCell(3, inputSize, hiddenSize, bias)
{
    /// <summary>[B, input] and a state [B, hidden], zeros where not given, to the new state.</summary>
    /// <exception cref="ShapeException">A size does not fit.</exception>
    public Tensor Forward(Tensor x, Tensor? h = null) => Observe(x.GruCell(Start(x, h), WeightIh, WeightHh, BiasIh, BiasHh));
}
