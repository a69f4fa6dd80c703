using System.Runtime.CompilerServices;

namespace Flint.Optim;

/// <summary>What optimisers require of their hyperparameters.</summary>
static class HyperCheck
{
    internal static void Share(Optimizer optimizer, double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value is not (>= 0 and < 1)) throw new ArgumentException($"{optimizer.GetType().Name} needs {name} in [0, 1), but got {value}.");
    }

    internal static void AtLeastZero(Optimizer optimizer, double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= 0 && double.IsFinite(value))) throw new ArgumentException($"{optimizer.GetType().Name} needs a finite {name} of 0 or more, but got {value}.");
    }
}
