namespace Flint.NN;

/// <summary><c>min(max(x, minVal), maxVal)</c> (torch Hardtanh).</summary>
/// <param name="minVal">The lower limit.</param>
/// <param name="maxVal">The upper limit.</param>
public sealed class Hardtanh(double minVal = -1, double maxVal = 1) : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Hardtanh(minVal, maxVal));
}
