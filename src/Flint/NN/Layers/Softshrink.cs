namespace Flint.NN;

/// <summary>x moved toward 0 by lambd (torch Softshrink).</summary>
/// <param name="lambd">The step.</param>
public sealed class Softshrink(double lambd = 0.5) : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Softshrink(lambd));
}
