namespace Flint.NN;

/// <summary>x above the threshold, else the value (torch Threshold).</summary>
/// <param name="threshold">Where x begins.</param>
/// <param name="value">What stands below.</param>
public sealed class Threshold(double threshold, double value) : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Threshold(threshold, value));
}
