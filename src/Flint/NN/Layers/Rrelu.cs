namespace Flint.NN;

/// <summary><c>x</c> above zero; below, x times a random slope in training and the middle one in evaluation (Xu et al. 2015; torch RReLU).</summary>
/// <param name="lower">The least slope.</param>
/// <param name="upper">The largest slope.</param>
public sealed class Rrelu(double lower = 1.0 / 8, double upper = 1.0 / 3) : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Rrelu(lower, upper, IsTraining));
}
