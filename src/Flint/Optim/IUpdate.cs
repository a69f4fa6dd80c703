using Flint.Kernels;

namespace Flint.Optim;

/// <summary>
/// The update of a parameter, element by element, with its hyperparameters as fields. Written once over lanes; one pass
/// reads and writes parameter and state and reads the gradient.
/// </summary>
public interface IUpdate
{
    /// <summary>How many state tensors the update has: 0, 1 or 2.</summary>
    static abstract int States { get; }

    /// <summary>Updates one lane.</summary>
    /// <param name="p">Parameter.</param>
    /// <param name="g">Gradient.</param>
    /// <param name="s">First state tensor, where there is one.</param>
    /// <param name="t">Second state tensor, where there is one.</param>
    void Apply<V>(ref V p, V g, ref V s, ref V t) where V : struct, ILane<V>;
}
