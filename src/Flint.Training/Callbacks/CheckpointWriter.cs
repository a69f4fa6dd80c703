namespace Flint.Training;

/// <summary>
/// Writes state.safetensors and model.safetensors after each epoch, when training is cancelled, and every so many steps.
/// Put it behind <see cref="MetricsLog"/>, so that no checkpoint is ahead of the log.
/// </summary>
/// <param name="run">Where to.</param>
/// <param name="everySteps">Also after each so many steps; 0 only with epochs.</param>
public sealed class CheckpointWriter(RunFolder run, int everySteps = 0) : Callback
{
    /// <inheritdoc/>
    public override void OnStep(Trainer trainer, StepReport report)
    {
        if (everySteps > 0 && report.Step % everySteps == 0) Write(trainer);
    }

    /// <inheritdoc/>
    public override void OnEpoch(Trainer trainer, EpochReport report, Evaluation? validation) => Write(trainer);

    /// <inheritdoc/>
    public override void OnCancel(Trainer trainer) => Write(trainer);

    void Write(Trainer trainer)
    {
        Checkpoint.Save(run.StateFile, trainer);
        trainer.Model.Save(run.ModelFile);
    }
}
