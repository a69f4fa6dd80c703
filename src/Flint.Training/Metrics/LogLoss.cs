namespace Flint.Training;

/// <summary>The mean of -log p of the target's class. A probability of 0 counts as 2.2e-16, as in scikit-learn, so that one sample cannot make it infinite.</summary>
/// <param name="kind">What outputs are.</param>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class LogLoss(OutputKind kind, int ignoreIndex = -100) : Metric("log_loss", 2)
{
    /// <inheritdoc/>
    public override double Value => Sums[0] / Sums[1];

    /// <summary>Takes in outputs [N, classes] and class indices [N]; of two classes also outputs [N] or [N, 1].</summary>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="TensorIndexException">A target is no class.</exception>
    /// <exception cref="ArgumentException">An output is no probability.</exception>
    public override void Add(Tensor outputs, Tensor targets)
    {
        var least = kind == OutputKind.Logits ? double.NegativeInfinity : Math.Log(Math.BitIncrement(1.0) - 1);
        var (logs, expected, classes) = Probabilities.Of("LogLoss", outputs, targets, kind, ignoreIndex);
        for (var i = 0; i < expected.Length; i++) Sums[0] -= Math.Max(logs[i * classes + expected[i]], least);
        Sums[1] += expected.Length;
    }
}

/// <summary>
/// The mean square distance of probabilities from what happened (Brier 1950): of two classes (p - y)², from 0 to 1; of more Σ (p_c - y_c)² over the classes, from
/// 0 to 2.
/// </summary>
/// <param name="kind">What outputs are.</param>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class BrierLoss(OutputKind kind, int ignoreIndex = -100) : Metric("brier_loss", 2)
{
    /// <inheritdoc/>
    public override double Value => Sums[0] / Sums[1];

    /// <summary>Takes in outputs [N, classes] and class indices [N]; of two classes also outputs [N] or [N, 1].</summary>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="TensorIndexException">A target is no class.</exception>
    /// <exception cref="ArgumentException">An output is no probability.</exception>
    public override void Add(Tensor outputs, Tensor targets)
    {
        var (logs, expected, classes) = Probabilities.Of("BrierLoss", outputs, targets, kind, ignoreIndex);
        for (var i = 0; i < expected.Length; i++)
            for (var c = classes == 2 ? 1 : 0; c < classes; c++)
            {
                var distance = Math.Exp(logs[i * classes + c]) - (expected[i] == c ? 1 : 0);
                Sums[0] += distance * distance;
            }
        Sums[1] += expected.Length;
    }
}
