namespace Flint.Training;

/// <summary>Writes curves for TensorBoard: the loss and learning rate every so many steps, and each epoch's figures.</summary>
/// <param name="folder">Where to; TensorBoard is pointed at it or a folder above.</param>
/// <param name="everySteps">Steps between two points.</param>
public sealed class TensorBoard(string folder, int everySteps = 10) : Callback, IDisposable
{
    SummaryWriter? file;

    /// <inheritdoc/>
    public override void OnStart(Trainer trainer) => file = new(folder);

    /// <inheritdoc/>
    public override void OnStep(Trainer trainer, StepReport report)
    {
        if (report.Step % everySteps != 0) return;
        file!.AddScalar("loss/step", report.Loss, report.Step);
        file.AddScalar("lr", trainer.Optimizer.Lr, report.Step);
    }

    /// <inheritdoc/>
    public override void OnEpoch(Trainer trainer, EpochReport report, Evaluation? validation)
    {
        file!.AddScalar("loss/train", report.TrainLoss, report.Step);
        if (report.ValLoss is { } loss) file.AddScalar("loss/val", loss, report.Step);
        foreach (var (name, value) in report.Metrics)
            file.AddScalar(name.StartsWith("train_", StringComparison.Ordinal) ? $"{name[6..]}/train" : $"{name}/val", value, report.Step);
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
