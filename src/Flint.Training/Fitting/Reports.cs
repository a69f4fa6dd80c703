namespace Flint.Training;

/// <summary>What is known after a step.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">Epochs of the whole training.</param>
/// <param name="Batch">Batches of this epoch that are done.</param>
/// <param name="Batches">Batches per epoch.</param>
/// <param name="Step">Steps since the start of the training, resumed parts included.</param>
/// <param name="Loss">The loss of this batch.</param>
/// <param name="MeanLoss">The mean loss of the epoch so far.</param>
/// <param name="Metrics">The metrics over the training samples of the epoch so far.</param>
/// <param name="Samples">Samples of this epoch seen since training began or went on.</param>
/// <param name="Seconds">The time they took.</param>
public readonly record struct StepReport(
    int Epoch, int Epochs, int Batch, int Batches, long Step, double Loss, double MeanLoss, IReadOnlyList<Metric> Metrics,
    long Samples, double Seconds);

/// <summary>What is known after an epoch: a line of metrics.jsonl.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">Steps since the start of the training.</param>
/// <param name="TrainLoss">Mean loss over the training samples, each measured before its own step.</param>
/// <param name="ValLoss">Mean loss over the validation data; null without.</param>
/// <param name="Metrics">Metrics on the validation data; those on the training data begin with <c>train_</c>.</param>
/// <param name="Lr">The learning rate of the next step.</param>
/// <param name="SamplesPerS">Training samples per second.</param>
/// <param name="Seconds">Time of the epoch, validation included.</param>
public sealed record EpochReport(
    int Epoch, long Step, double TrainLoss, double? ValLoss, IReadOnlyDictionary<string, double> Metrics, double Lr,
    double SamplesPerS, double Seconds);
