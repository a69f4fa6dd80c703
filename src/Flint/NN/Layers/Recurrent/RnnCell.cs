namespace Flint.NN;

/// <summary>One step of a plain recurrent network (torch RNNCell): h' = tanh(x Wihᵀ + bih + h Whhᵀ + bhh), or ReLU.</summary>
/// <param name="inputSize">Size of the input.</param>
/// <param name="hiddenSize">Size of the state.</param>
/// <param name="bias">Whether biases are added.</param>
/// <param name="relu">ReLU instead of tanh.</param>
public sealed class RnnCell(int inputSize, int hiddenSize, bool bias = true, bool relu = false) : RecurrentCell(1, inputSize, hiddenSize, bias)
{
    /// <summary>[B, input] and a state [B, hidden], zeros where not given, to the new state.</summary>
    /// <exception cref="ShapeException">A size does not fit.</exception>
    public Tensor Forward(Tensor x, Tensor? h = null) => Observe(x.RnnCell(Start(x, h), WeightIh, WeightHh, BiasIh, BiasHh, relu));
}
