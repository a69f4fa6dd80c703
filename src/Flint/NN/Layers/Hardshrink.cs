namespace Flint.NN;

/// <summary>0 where <c>|x|</c> is at most lambd, else x (torch Hardshrink).</summary>
/// <param name="lambd">The threshold.</param>
public sealed class Hardshrink(double lambd = 0.5) : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Hardshrink(lambd));
}
