namespace Flint.Training;

/// <summary>Writes curves for TensorBoard: the loss and learning rate every so many steps, and each epoch's figures.</summary>
/// <param name="folder">Where to; TensorBoard is pointed at it or a folder above.</param>
/// <param name="everySteps">Steps between two points.</param>
public sealed class TensorBoard(string folder, int everySteps = 10) : Callback, IDisposable
{
    SummaryWriter? file;

    // Made with the first point, so that resuming a finished run leaves no empty file.
    SummaryWriter Events => file ??= new(folder);

    /// <inheritdoc/>
    public override void OnStep(Trainer trainer, StepReport report)
    {
        if (report.Step % everySteps != 0) return;
        Events.AddScalar("loss/step", report.Loss, report.Step);
        Events.AddScalar("lr", trainer.Optimizer.Lr, report.Step);
    }

    /// <inheritdoc/>
    public override void OnEpoch(Trainer trainer, EpochReport report, Evaluation? validation)
    {
        Events.AddScalar("loss/train", report.TrainLoss, report.Step);
        if (report.ValLoss is { } loss) Events.AddScalar("loss/val", loss, report.Step);
        foreach (var (name, value) in report.Metrics)
            Events.AddScalar(name.StartsWith("train_", StringComparison.Ordinal) ? $"{name[6..]}/train" : $"{name}/val", value, report.Step);
    }

    /// <inheritdoc/>
    public override void OnEnd(Trainer trainer) => Dispose();

    /// <summary>Closes the event file; after cancellation or an error.</summary>
    public void Dispose()
    {
        file?.Dispose();
        file = null;
    }
}
