namespace Flint.NN;

/// <summary><c>x</c> above zero and <c>slope · x</c> below (torch LeakyReLU).</summary>
/// <param name="negativeSlope">The slope below zero.</param>
public sealed class LeakyRelu(double negativeSlope = 0.01) : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.LeakyRelu(negativeSlope));
}
