using Flint.Data;
using Flint.Optim;

namespace Flint.Training;

/// <summary>
/// What a <see cref="Trainer"/> does where a training is not one forward pass, one loss and one optimiser: two networks against each
/// other, a loss of several parts, a figure that no single batch has.
/// </summary>
/// <example>
/// <code>
/// var trainer = new Trainer(gan, new GanStep(gan)) { Callbacks = [new CheckpointWriter(run)] };
/// trainer.Fit(train, epochs: 20, validation: test);
/// </code>
/// </example>
public interface ITrainingStep
{
    /// <summary>All that changes the weights, always in the same order; part of every checkpoint. The learning rate of the first is reported.</summary>
    IReadOnlyList<Optimizer> Optimizers { get; }

    /// <summary>Trains on a batch; the model is in training mode.</summary>
    /// <returns>The loss of the batch, and what the metrics of the training take in as outputs.</returns>
    (double Loss, Tensor Outputs) Train(Batch batch);

    /// <summary>Measures the model as it is now, in evaluation mode and without gradients; afterwards it is in the mode it was in.</summary>
    /// <param name="data">The validation data.</param>
    /// <param name="cancel">Stops in between.</param>
    Evaluation Evaluate(IEnumerable<Batch> data, CancellationToken cancel);
}
