using Flint.Data;
using Flint.NN;

namespace Flint.Training;

/// <summary>What a model is worth on a data set.</summary>
/// <param name="Loss">The mean loss per sample.</param>
/// <param name="Metrics">The metrics over the whole set.</param>
/// <param name="Count">How many samples there were.</param>
public sealed record Evaluation(double Loss, IReadOnlyList<Metric> Metrics, long Count)
{
    /// <summary>
    /// Runs the model over all batches in evaluation mode and without gradients; afterwards each of its modules is in the mode it was in.
    /// </summary>
    /// <param name="model">The module whose mode is switched.</param>
    /// <param name="forward">Its forward pass: inputs to outputs.</param>
    /// <param name="loss">The mean loss of outputs and targets.</param>
    /// <param name="batches">The data.</param>
    /// <param name="metrics">What to measure; they go on from the sums they have.</param>
    /// <param name="cancel">Stops between two batches.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Evaluation Run(
        Module model, Func<Tensor, Tensor> forward, Func<Tensor, Tensor, Tensor> loss, IEnumerable<Batch> batches,
        IReadOnlyList<Metric> metrics, CancellationToken cancel = default)
    {
        var mean = new MeanLoss();
        using var evalMode = new ModeScope(model, training: false);
        using var noGrad = new NoGrad();
        foreach (var (inputs, targets) in batches)
        {
            cancel.ThrowIfCancellationRequested();
            var outputs = forward(inputs);
            mean.Add(loss(outputs, targets).Item(), inputs.Size(0));
            foreach (var metric in metrics) metric.Add(outputs, targets);
        }
        return new(mean.Value, metrics, mean.Samples);
    }
}
