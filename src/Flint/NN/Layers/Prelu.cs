namespace Flint.NN;

/// <summary><c>x</c> above zero and <c>weight · x</c> below, with learned slopes (He et al. 2015; torch PReLU).</summary>
/// <param name="numParameters">1, or one slope for each channel (dimension 1).</param>
/// <param name="init">The slope at the start.</param>
public sealed class Prelu(int numParameters = 1, double init = 0.25) : Module, ILayer
{
    /// <summary>The slopes, [numParameters].</summary>
    public Tensor Weight { get; } = Parameter(Tensor.Full([numParameters], init));

    /// <summary>The same shape.</summary>
    /// <exception cref="ShapeException">There are neither 1 nor as many slopes as channels.</exception>
    public Tensor Forward(Tensor x) => Observe(x.Prelu(Weight));
}
